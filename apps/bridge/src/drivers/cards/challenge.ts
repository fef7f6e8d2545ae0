/** An answer is dropped 3 s after its challenge was taken (docs/protocol.md §7). */
const CHALLENGE_MS = 3000;

export interface ChallengeClock {
  taken(): void;
  answered(): void;
  /** Whether an answer may still come. */
  isOpen(): boolean;
}

/**
 * Between a challenge and its answer the card hears nothing else: many take any other command for the end of the authentication.
 * A card that is never answered may be kept awake again when the answer would come too late anyway.
 */
export function createChallengeClock(now: () => number = () => performance.now()): ChallengeClock {
  let takenAt = Number.NEGATIVE_INFINITY;
  return {
    taken() {
      takenAt = now();
    },
    answered() {
      takenAt = Number.NEGATIVE_INFINITY;
    },
    isOpen: () => now() - takenAt <= CHALLENGE_MS,
  };
}
