const offsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;
const TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;

/** `2026-11-22 18:00:00` in Asia/Shanghai, whatever zone the process runs in: Alipay reads every time so, and a container runs in UTC. */
export const shanghaiTime = (at: Date): string =>
  new Date(at.getTime() + offsetMs).toISOString().slice(0, 19).replace('T', ' ');

/** `2026-11-22T18:00:00+08:00` (RFC 3339), as WeChat wants it. */
export const shanghaiRfc3339 = (at: Date): string => `${shanghaiTime(at).replace(' ', 'T')}+08:00`;

/** The moment that `2026-11-22 18:00:00` names in Asia/Shanghai; undefined when it is no time. China has had no summer time since 1991. */
export function readShanghai(text: string): Date | undefined {
  const [, day, time] = TIME.exec(text) ?? [];
  const at = new Date(`${day}T${time}+08:00`);
  // A 31 February would become 3 March.
  return Number.isNaN(at.getTime()) || shanghaiTime(at) !== text ? undefined : at;
}

/** The moment of `hour` o'clock in Shanghai on the day after `day`. @throws RangeError when `day` is no day. */
export function nextDayAt(day: string, hour: number): Date {
  const midnight = readShanghai(`${day} 00:00:00`);
  if (!midnight) throw new RangeError('a day is written like 2026-11-22');
  return new Date(midnight.getTime() + dayMs + hour * 3_600_000);
}
