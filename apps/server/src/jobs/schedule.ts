import { dayOf, readShanghai, shiftDay } from '@jiesuo/contract';

/** Seconds between the end of one run and the next, or the time of day in Asia/Shanghai: '03:30'. */
export type Rhythm = number | `${number}:${number}`;

/** The first time after `now` that the rhythm names. @throws RangeError when it is neither a positive number nor a time of day. */
export function nextRun(rhythm: Rhythm, now: Date): Date {
  if (typeof rhythm === 'number') {
    if (!(rhythm > 0)) throw new RangeError(`${rhythm} seconds is no rhythm`);
    return new Date(now.getTime() + rhythm * 1000);
  }
  const today = dayOf(now);
  const next = [today, shiftDay(today, 1)]
    .map((day) => readShanghai(`${day} ${rhythm}:00`))
    .find((at) => at !== undefined && at > now);
  if (!next) throw new RangeError(`${rhythm} is no time of day`);
  return next;
}

export const ATTEMPTS_MAX = 10;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;

/** When a job that failed for the `attempt`th time (from 1) is tried again: 5 s, doubling; ten tries span about 43 minutes. */
export function retryAt(attempt: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS));
}
