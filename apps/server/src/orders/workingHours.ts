import { boundsOf, dayOf, shiftDay } from '@jiesuo/contract';

const hourMs = 3_600_000;
const opensMs = 9 * hourMs;
const closesMs = 18 * hourMs;
/** More than any holiday has: a calendar without a workday must end, not hang. */
const daysOffMost = 60;

/**
 * The moment `hours` working hours after `from`: 9:00 to 18:00 in Asia/Shanghai on days that are workdays.
 * @param isWorkday judges a day of Shanghai's calendar, `2026-11-23`
 */
export function addWorkingHours(from: Date, hours: number, isWorkday: (day: string) => boolean): Date {
  let leftMs = hours * hourMs;
  let daysOff = 0;
  for (let day = dayOf(from); daysOff < daysOffMost; day = shiftDay(day, 1)) {
    if (!isWorkday(day)) {
      daysOff += 1;
      continue;
    }
    const midnight = boundsOf(day).from.getTime();
    const at = Math.max(from.getTime(), midnight + opensMs);
    const todayMs = midnight + closesMs - at;
    if (todayMs <= 0) continue;
    if (leftMs <= todayMs) return new Date(at + leftMs);
    leftMs -= todayMs;
    daysOff = 0;
  }
  return new Date(from.getTime() + daysOffMost * 24 * hourMs);
}
