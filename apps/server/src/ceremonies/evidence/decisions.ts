import type { Trx } from '../../context.ts';
import type { NewBundle } from './bundle.ts';

/** Every review of an order and who decided it. */
export async function decisionsOf(trx: Trx, orderId: string): Promise<NewBundle['decisions']> {
  const rows = await trx
    .selectFrom('review_decisions')
    .innerJoin('staff', 'staff.id', 'review_decisions.decided_by')
    .select(['round', 'decision', 'staff.id', 'staff.name', 'decided_at'])
    .where('order_id', '=', orderId)
    .orderBy('round')
    .execute();
  return rows.map(({ round, decision, id, name, decided_at }) => ({
    round,
    decision,
    by: { id, name },
    at: decided_at.toISOString(),
  }));
}

/** Every second approval that was asked for and decided. */
export async function secondsOf(trx: Trx, orderId: string): Promise<NewBundle['seconds']> {
  const rows = await trx
    .selectFrom('second_reviews')
    .innerJoin('staff as first', 'first.id', 'second_reviews.first_by')
    .innerJoin('staff as other', 'other.id', 'second_reviews.decided_by')
    .select(['round', 'asked_at', 'decision', 'decided_at', 'first.id as first_id', 'first.name as first_name'])
    .select(['other.id as other_id', 'other.name as other_name'])
    .where('order_id', '=', orderId)
    .orderBy('asked_at')
    .execute();
  return rows.flatMap((row) =>
    row.decision && row.decided_at
      ? [
          {
            round: row.round,
            first: { id: row.first_id, name: row.first_name },
            askedAt: row.asked_at.toISOString(),
            decision: row.decision,
            by: { id: row.other_id, name: row.other_name },
            at: row.decided_at.toISOString(),
          },
        ]
      : [],
  );
}

/** The key custodian's decision, where there is one that lets a secret be used. */
export async function custodianOf(trx: Trx, orderId: string): Promise<NewBundle['custodian']> {
  const row = await trx
    .selectFrom('custody_decisions')
    .innerJoin('staff', 'staff.id', 'custody_decisions.decided_by')
    .select(['staff.id', 'staff.name', 'decided_at', 'method', 'reason'])
    .where('order_id', '=', orderId)
    .where('decision', '=', 'granted')
    .executeTakeFirst();
  return (
    (row && {
      by: { id: row.id, name: row.name },
      at: row.decided_at.toISOString(),
      method: row.method,
      reason: row.reason,
    }) ??
    null
  );
}
