/** The calendar and the clock of Shanghai, whatever zone a process or a computer is in: UTC+8 all year, as China has had no summer time since 1991. */
const offsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;
const TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;

/** `2026-11-22 18:00:00`. */
export const shanghaiTime = (at: Date): string =>
  new Date(at.getTime() + offsetMs).toISOString().slice(0, 19).replace('T', ' ');

/** The moment that `2026-11-22 18:00:00` names; undefined when it is no time. */
export function readShanghai(text: string): Date | undefined {
  const [, day, time] = TIME.exec(text) ?? [];
  const at = new Date(`${day}T${time}+08:00`);
  // A 31 February would become 3 March.
  return Number.isNaN(at.getTime()) || shanghaiTime(at) !== text ? undefined : at;
}

/** The day that a moment is in: `2026-11-22`. */
export const dayOf = (at: Date): string => shanghaiTime(at).slice(0, 10);

/** `days` after, or before, that day. */
export const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** From the day's first moment to the first of the next. @throws RangeError when `day` is no day. */
export function boundsOf(day: string): { readonly from: Date; readonly to: Date } {
  const from = readShanghai(`${day} 00:00:00`);
  if (!from) throw new RangeError('a day is written like 2026-11-22');
  return { from, to: new Date(from.getTime() + dayMs) };
}
