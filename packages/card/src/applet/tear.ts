/** When, in the life of one command, a fault strikes: before it is carried out, or done and not yet answered. */
export type TearPhase = 'before' | 'after';

/** `drop`: no answer and the connection closed. Else the status word that the host gets instead of the answer. */
export type TearOutcome = 'drop' | { readonly statusWord: number };

/** Asked twice for each well-formed command; undefined lets it pass. */
export type Tear = (ins: number, phase: TearPhase) => TearOutcome | undefined;

export interface TearStep {
  readonly ins: number;
  /** Which command of that INS, counted from 1 since the script was made. */
  readonly nth: number;
  readonly phase: TearPhase;
  readonly outcome: TearOutcome;
}

/** A scripted fault: each step strikes once. Counts go on over resets and new connections. */
export function tearBy(script: readonly TearStep[]): Tear {
  const seen = new Map<number, number>();
  return (ins, phase) => {
    if (phase === 'before') seen.set(ins, (seen.get(ins) ?? 0) + 1);
    return script.find((step) => step.ins === ins && step.phase === phase && step.nth === seen.get(ins))?.outcome;
  };
}
