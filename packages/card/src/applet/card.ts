import { randomBytes } from 'node:crypto';
import { NOTHING, Refusal, status, statusWord } from './status.ts';
import type { Tear, TearOutcome, TearPhase } from './tear.ts';

/** Power off, power on, reset, as vpcd numbers them. */
export type Control = 0 | 1 | 2;

export interface Card<S> {
  readonly atr: Uint8Array;
  /** What the card keeps at this moment. Holds PINs and private keys. */
  readonly state: S;
  /** Every control drops what power holds: log-in, challenge, open application. */
  control(control: Control): void;
  /**
   * Carries out one command. Never throws.
   * @returns data ‖ SW; or no byte at all when the script of faults tore the card out: the carrier must then close.
   */
  apdu(bytes: Uint8Array): Uint8Array;
}

export interface CardOptions<S> {
  /** Keeps the state durably before it returns; throws when it cannot. Called before the answer to any change. */
  save?(state: S): void;
  /** Exactly `length` random bytes. */
  readonly random?: (length: number) => Uint8Array;
  /** A script of faults, for tests and the demo's desk. */
  readonly tear?: Tear;
}

/** What a command may touch. `S` outlives power, `N` does not. */
export interface Chip<S, N> {
  readonly state: S;
  readonly session: N;
  /**
   * Keeps a change: durable first, visible second. A command answers only after it.
   * @throws {Refusal} 6581 when it could not be kept; then nothing has changed.
   */
  commit(change: Partial<S>): void;
  random(length: number): Uint8Array;
}

/** One kind of card: what it understands, and what power takes away from it. */
export interface Family<S, N> {
  atr(state: S): Uint8Array;
  begin(): N;
  /**
   * @returns the command's INS, and the function that carries it out and gives data ‖ SW (or throws a Refusal).
   * @throws {Refusal} for what is no command of this card.
   */
  recognise(bytes: Uint8Array, state: S): { readonly ins: number; readonly run: (chip: Chip<S, N>) => Uint8Array };
}

/** A card of that family, with power. `initial` has been judged by the family's own parser. */
export function powerCard<S extends object, N>(family: Family<S, N>, initial: S, options: CardOptions<S>): Card<S> {
  const { random = randomBytes, tear } = options;
  let state = initial;
  let session = family.begin();
  const chip: Chip<S, N> = {
    get state() {
      return state;
    },
    get session() {
      return session;
    },
    commit(change) {
      const next = { ...state, ...change };
      try {
        options.save?.(next);
      } catch {
        throw new Refusal(status.memoryFailed);
      }
      state = next;
    },
    random,
  };

  return {
    get atr() {
      return family.atr(state);
    },
    get state() {
      return state;
    },
    control() {
      session = family.begin();
    },
    apdu(bytes) {
      const outcome = answer(family, chip, bytes, tear);
      if (outcome !== 'drop') return outcome;
      session = family.begin();
      return NOTHING;
    },
  };
}

function answer<S, N>(
  family: Family<S, N>,
  chip: Chip<S, N>,
  bytes: Uint8Array,
  tear: Tear | undefined,
): Uint8Array | 'drop' {
  try {
    const { ins, run } = family.recognise(bytes, chip.state);
    strike(tear, ins, 'before');
    const reply = attempt(() => run(chip));
    strike(tear, ins, 'after');
    return reply;
  } catch (error) {
    if (error instanceof Struck) return error.outcome === 'drop' ? 'drop' : statusWord(error.outcome.statusWord);
    return refusal(error);
  }
}

/** A refused command has been carried out too: the fault `after` it must be able to hide its refusal. */
function attempt(run: () => Uint8Array): Uint8Array {
  try {
    return run();
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): Uint8Array {
  return statusWord(error instanceof Refusal ? error.word : status.internal);
}

class Struck extends Error {
  override name = 'Struck';
  readonly outcome: TearOutcome;
  constructor(outcome: TearOutcome) {
    super('torn');
    this.outcome = outcome;
  }
}

function strike(tear: Tear | undefined, ins: number, phase: TearPhase): void {
  const outcome = tear?.(ins, phase);
  if (outcome !== undefined) throw new Struck(outcome);
}
