import type { Settings } from '@jiesuo/contract/console';
import { type Expression, type RawBuilder, sql } from 'kysely';
import { workdayBy } from './calendar.ts';
import { addWorkingHours } from './workingHours.ts';

/** After the decision the customer still has to reset the PIN. */
const minutesBeforeDeadline = 60;

/** By when an order that enters review now is promised to be decided. */
export const promiseOf = (settings: Pick<Settings, 'reviewHours' | 'calendar'>, now: Date): Date =>
  addWorkingHours(now, settings.reviewHours, workdayBy(settings));

/**
 * An order's place in the queue, the earliest first: by when it ought to be decided. That is what was promised; earlier when the customer's
 * deadline is, but never before `now`, so that no deadline passes an order whose promise has come due. A deadline that has passed counts no more.
 * Fixed at the entrance, so that the queue is an index and nobody is overtaken for ever.
 */
export const decideBy = (
  deadline: Date | null | Expression<Date | null>,
  promised: Date,
  now: Date,
): RawBuilder<Date> => sql<Date>`greatest(${now}::timestamptz, least(${promised}::timestamptz,
  case when ${deadline}::timestamptz > ${now}::timestamptz then ${deadline}::timestamptz - ${minutesBeforeDeadline} * interval '1 minute' end))`;

/** What is written on an order that enters review. */
export function enterReview(settings: Settings, deadline: Date | null | Expression<Date | null>, now: Date) {
  const promised = promiseOf(settings, now);
  return { submitted_at: now, promised_at: promised, decide_by: decideBy(deadline, promised, now) };
}
