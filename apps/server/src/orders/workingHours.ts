const shanghaiMs = 8 * 3_600_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const opensMs = 9 * hourMs;
const closesMs = 18 * hourMs;

/**
 * The moment `hours` working hours after `from`: Monday to Friday, 9:00 to 18:00 in Asia/Shanghai (no summer time).
 * Public holidays are not known here: a promise made before one may fall on it.
 */
export function addWorkingHours(from: Date, hours: number): Date {
  let at = toOpening(from.getTime() + shanghaiMs);
  let leftMs = hours * hourMs;
  for (;;) {
    const todayMs = startOfDay(at) + closesMs - at;
    if (leftMs <= todayMs) return new Date(at + leftMs - shanghaiMs);
    leftMs -= todayMs;
    at = toOpening(startOfDay(at) + dayMs);
  }
}

const startOfDay = (local: number) => Math.floor(local / dayMs) * dayMs;

/** The same moment when the office is open, else its next opening. */
function toOpening(local: number): number {
  const day = startOfDay(local);
  const weekday = new Date(day).getUTCDay();
  if (weekday === 0 || weekday === 6 || local - day >= closesMs) return toOpening(day + dayMs);
  return Math.max(local, day + opensMs);
}
