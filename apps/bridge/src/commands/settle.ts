import { setTimeout as sleep } from 'node:timers/promises';

/** What an earlier window held, or a driver that died, is given back in this time; and a person may just be plugging the UKey in. */
const settleMs = 2_500;
const lookEveryMs = 250;

/** Looks again and again until something is there, for a moment. @returns what was seen last. */
export async function settled<T>(look: () => Promise<T>, isThere: (seen: T) => boolean, forMs = settleMs): Promise<T> {
  const until = performance.now() + forMs;
  let seen = await look();
  while (!isThere(seen) && performance.now() < until) {
    await sleep(lookEveryMs);
    seen = await look();
  }
  return seen;
}
