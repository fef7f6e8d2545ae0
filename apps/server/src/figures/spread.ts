/** How often each length of time occurred, by its seconds. */
export type Spread = ReadonlyMap<number, number>;

/** Three significant digits: to the second within a quarter of an hour, to the minute and a half within a day; never off by 1 %. Keeps a day's spread small. */
export function roundedSeconds(seconds: number): number {
  const whole = Math.max(0, Math.floor(seconds));
  const unit = 10 ** Math.max(0, String(whole).length - 3);
  return Math.floor(whole / unit) * unit;
}

/** One length of time. A clock that was set back makes it 0. */
export const spreadBetween = (from: Date, to: Date): Spread =>
  new Map([[roundedSeconds((to.getTime() - from.getTime()) / 1000), 1]]);

const countOf = (spread: Spread): number => [...spread.values()].reduce((sum, times) => sum + times, 0);

/** The middle one; of an even number the mean of the two in the middle. Null of nothing. */
export function medianOf(spread: Spread): number | null {
  const count = countOf(spread);
  if (count === 0) return null;
  return (nth(spread, Math.ceil(count / 2)) + nth(spread, Math.floor(count / 2) + 1)) / 2;
}

/** The shortest time within which nine of ten were done (nearest rank). Null of nothing. */
export function p90Of(spread: Spread): number | null {
  const count = countOf(spread);
  return count === 0 ? null : nth(spread, Math.ceil((count * 9) / 10));
}

function nth(spread: Spread, rank: number): number {
  let passed = 0;
  for (const [seconds, times] of [...spread].toSorted(([a], [b]) => a - b)) {
    passed += times;
    if (passed >= rank) return seconds;
  }
  throw new RangeError(`there is no number ${rank}`);
}
