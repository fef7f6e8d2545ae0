import { boundsOf, dayOf, shiftDay } from '@jiesuo/contract';

const hourMs = 3_600_000;
const opensMs = 9 * hourMs;
const closesMs = 18 * hourMs;

/**
 * The moment `hours` working hours after `from`: Monday to Friday, 9:00 to 18:00 in Asia/Shanghai.
 * Public holidays are not known here: a promise made before one may fall on it.
 */
export function addWorkingHours(from: Date, hours: number): Date {
  let leftMs = hours * hourMs;
  for (let day = dayOf(from); ; day = shiftDay(day, 1)) {
    if (isWeekend(day)) continue;
    const midnight = boundsOf(day).from.getTime();
    const at = Math.max(from.getTime(), midnight + opensMs);
    const todayMs = midnight + closesMs - at;
    if (todayMs <= 0) continue;
    if (leftMs <= todayMs) return new Date(at + leftMs);
    leftMs -= todayMs;
  }
}

const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
