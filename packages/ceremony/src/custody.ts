import type { Rotation } from './messages.ts';

/** Of the two secrets that a UKey may hold while its rotation is not confirmed. */
export type Guess = 'active' | 'proposed';

/** What the server knows of the admin secret of a UKey whose secret it releases (`trusted_bridge`). JSON-serialisable. */
export interface Custody {
  /** What K may hold, the likeliest first; never empty. */
  readonly guesses: readonly [Guess, ...Guess[]];
  /** Released in this leg, for one attempt, and nothing heard since. */
  readonly released: Guess | null;
  /** What K was last said to hold after an attempt that it took; null: not known. */
  readonly holds: Guess | null;
}

export const openCustody: Custody = { guesses: ['active'], released: null, holds: null };
const other = (guess: Guess): Guess => (guess === 'active' ? 'proposed' : 'active');

/** The likeliest secret leaves, for one attempt, with its successor. */
export const afterRelease = (custody: Custody): Custody => ({ ...custody, released: custody.guesses[0], holds: null });

/** A leg begins: what an earlier one released and never spoke of may have been rotated, or not. */
export const afterSilence = (custody: Custody): Custody =>
  custody.released === null
    ? custody
    : { guesses: [custody.guesses[0], other(custody.guesses[0])], released: null, holds: null };

/** K took the secret and the new PIN, says the bridge. What it says of the rotation decides only which secret is tried first another time. */
export function afterChange(custody: Custody, rotation: Rotation): Custody {
  if (custody.released === null) return custody;
  const holds = rotation === 'rotated' ? 'proposed' : custody.released;
  return {
    guesses: [holds, other(holds)],
    released: null,
    holds: rotation === 'unknown' ? null : holds,
  };
}

/** K refused it. @returns null when no other is left: then the registered secret is wrong. */
export function afterWrong(custody: Custody): Custody | null {
  const [, second] = custody.guesses;
  return second === undefined ? null : { guesses: [second], released: null, holds: null };
}
