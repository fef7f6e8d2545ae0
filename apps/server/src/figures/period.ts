import { boundsOf, dayOf, shiftDay } from '@jiesuo/contract';
import type { PeriodName } from '@jiesuo/contract/figures';

export interface Wanted {
  readonly period: PeriodName;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
/** Days of Shanghai, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}
export interface Period extends Days {
  readonly before: Days;
  /** The period ends with today. */
  readonly isRunning: boolean;
  /** Where counting stops on the last day of the period before: as late in the day as it is now, or its end. */
  readonly beforeEnds: Date;
}

const daysOfName = { today: 1, days7: 7, days30: 30 } as const;
const firstOfMonth = (day: string) => `${day.slice(0, 8)}01`;

/**
 * The days that are meant, and those they are compared with: as many days right before, or for a month the same days of the month before
 * (to its end where it is shorter). A running period is compared as far as it has come, so that a morning does not look like a bad day.
 */
export function periodOf(wanted: Wanted, now: Date): Period {
  const today = dayOf(now);
  const { from, to } = daysOf(wanted, today);
  const before = daysBefore(wanted, { from, to });
  const isRunning = to === today;
  const end = boundsOf(before.to);
  const elapsed = now.getTime() - boundsOf(today).from.getTime();
  return { from, to, before, isRunning, beforeEnds: isRunning ? new Date(end.from.getTime() + elapsed) : end.to };
}

function daysOf({ period, from = '', to = '' }: Wanted, today: string): Days {
  if (period === 'month') return { from: firstOfMonth(today), to: today };
  if (period !== 'custom') return { from: shiftDay(today, 1 - daysOfName[period]), to: today };
  const last = to < today ? to : today;
  return { from: from < last ? from : last, to: last };
}

function daysBefore({ period }: Wanted, days: Days): Days {
  if (period !== 'month') return { from: shiftDay(days.from, -countDays(days)), to: shiftDay(days.from, -1) };
  const monthEnd = shiftDay(days.from, -1);
  const from = firstOfMonth(monthEnd);
  const sameDay = shiftDay(from, countDays(days) - 1);
  return { from, to: sameDay < monthEnd ? sameDay : monthEnd };
}

export const countDays = ({ from, to }: Days): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;

export const listDays = (days: Days): string[] =>
  Array.from({ length: countDays(days) }, (_, i) => shiftDay(days.from, i));
