import { randomInt } from 'node:crypto';

/** Seconds between tries: 15 of them within three days, close together at first, when a receiver is only starting anew. */
const waits = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 43_200, 43_200, 43_200, 28_800] as const;

/** When to try again after so many tries; undefined when that was the last. Up to a fifth earlier, so that a thousand that failed together do not come back together. */
export function nextTry(tries: number, now: Date): Date | undefined {
  const seconds = waits[tries - 1];
  if (seconds === undefined) return undefined;
  return new Date(now.getTime() + seconds * (1000 - randomInt(200)));
}
