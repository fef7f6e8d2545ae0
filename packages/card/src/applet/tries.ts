import { Refusal, status, wrongPin } from './status.ts';

export type PinType = 'admin' | 'user';

/** The two counters that every family keeps. `admin` is whatever may set a new user PIN. */
export interface Tries {
  readonly userTriesMax: number;
  readonly userTriesLeft: number;
  readonly adminTriesMax: number;
  readonly adminTriesLeft: number;
}

export function readTries(state: Tries, type: PinType): { max: number; left: number } {
  return type === 'admin'
    ? { max: state.adminTriesMax, left: state.adminTriesLeft }
    : { max: state.userTriesMax, left: state.userTriesLeft };
}

/**
 * One try at a PIN or an admin secret: right refills the counter.
 * The try is gone, durably, before the comparison: a power cut between the two must never give it back.
 * @throws {Refusal} 63Cx when it was wrong, 6983 when nothing was left to try, 6581.
 */
export function spendTry(
  chip: { readonly state: Tries; commit(change: Partial<Tries>): void },
  type: PinType,
  isRight: () => boolean,
): void {
  const { max, left } = readTries(chip.state, type);
  if (left === 0) throw new Refusal(status.locked);
  chip.commit(triesLeft(type, left - 1));
  if (!isRight()) throw new Refusal(wrongPin(left - 1));
  chip.commit(triesLeft(type, max));
}

function triesLeft(type: PinType, left: number): Partial<Tries> {
  return type === 'admin' ? { adminTriesLeft: left } : { userTriesLeft: left };
}
