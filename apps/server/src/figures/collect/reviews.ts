import { sql } from 'kysely';
import { spreadBetween } from '../spread.ts';
import type { Sum } from '../tally.ts';
import { reasonsIn } from './reasons.ts';
import type { Collect } from './span.ts';

/** Every decision with its waits, whether it kept its promise, and who made it. Only an order's first decision counts for the first pass. */
export const collectReviews: Collect = async ({ db, caId, from, to }) => {
  const rows = await db
    .selectFrom('review_decisions')
    .select(['round', 'decision', 'decided_by', 'submitted_at', 'promised_at', 'assigned_at', 'decided_at'])
    .where('ca_id', '=', caId)
    .where('decided_at', '>=', from)
    .where('decided_at', '<', to)
    .execute();
  return rows.flatMap(({ round, decision, decided_by, submitted_at, promised_at, assigned_at, decided_at }): Sum[] => {
    const sums: Sum[] = [
      { figure: 'wait', key: 'review', count: 1, spread: spreadBetween(submitted_at, decided_at) },
      { figure: decision === 'approve' ? 'approved_by' : 'refused_by', key: decided_by, count: 1 },
    ];
    if (assigned_at) {
      const handling = spreadBetween(assigned_at, decided_at);
      sums.push(
        { figure: 'wait', key: 'assignment', count: 1, spread: spreadBetween(submitted_at, assigned_at) },
        { figure: 'wait', key: 'decision', count: 1, spread: handling },
        { figure: 'handled_by', key: decided_by, count: 1, spread: handling },
      );
    }
    if (promised_at) sums.push({ figure: 'promise', key: decided_at <= promised_at ? 'kept' : 'missed', count: 1 });
    if (round === 1) sums.push({ figure: 'first_review', key: decision, count: 1 });
    return sums;
  });
};

/** What was wrong with each material that was refused; a text that names two canned reasons counts for both. */
export const collectReasons: Collect = async ({ db, caId, from, to, cannedReasons }) => {
  const rows = await db
    .selectFrom('review_decisions as d')
    .innerJoin('materials as m', 'm.order_id', 'd.order_id')
    .select(['m.reason', (eb) => eb.fn.countAll<number>().as('count')])
    .where('d.ca_id', '=', caId)
    .where('d.decided_at', '>=', from)
    .where('d.decided_at', '<', to)
    .where('d.decision', '=', 'refuse')
    .where('m.verdict', '=', 'refused')
    .where('m.reason', 'is not', null)
    // What was refused is replaced before the next decision: it belongs to the one that it was there for.
    .whereRef('m.uploaded_at', '<=', 'd.decided_at')
    .where(sql<boolean>`(m.replaced_at is null or m.replaced_at > d.decided_at)`)
    .groupBy('m.reason')
    .execute();
  return rows.flatMap(({ reason, count }) =>
    reasonsIn(reason ?? '', cannedReasons).map((key): Sum => ({ figure: 'reason', key, count })),
  );
};
