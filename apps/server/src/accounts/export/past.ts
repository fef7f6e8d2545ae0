import type { Context } from '../../context.ts';

/** What was decided on each order, tried with its UKey and told about it. Who of staff it was is not the customer's data. */
export async function pastOf({ db, caId }: Context, accountId: string) {
  const own = db.selectFrom('orders').select('id').where('ca_id', '=', caId).where('account_id', '=', accountId);
  const reviews = await db
    .selectFrom('review_decisions')
    .select(['order_id', 'decision', 'submitted_at as submittedAt', 'decided_at as decidedAt'])
    .where('order_id', 'in', own)
    .orderBy('decided_at')
    .execute();
  const seconds = await db
    .selectFrom('second_reviews')
    .select(['order_id', 'decision', 'asked_at as askedAt', 'decided_at as decidedAt'])
    .where('order_id', 'in', own)
    .orderBy('asked_at')
    .execute();
  const stops = await db
    .selectFrom('order_stops')
    .select(['order_id', 'at', 'lifted_at as liftedAt'])
    .where('order_id', 'in', own)
    .orderBy('at')
    .execute();
  const custody = await db
    .selectFrom('custody_decisions')
    .select(['order_id', 'method', 'decision', 'decided_at as decidedAt'])
    .where('order_id', 'in', own)
    .execute();
  const ceremonies = await db
    .selectFrom('ceremonies')
    .select(['order_id', 'method', 'status', 'failure', 'created_at as createdAt', 'updated_at as updatedAt'])
    .where('order_id', 'in', own)
    .orderBy('created_at')
    .execute();
  const openings = await db
    .selectFrom('restricted_openings')
    .select(['order_id', 'at', 'until'])
    .where('order_id', 'in', own)
    .orderBy('at')
    .execute();
  const evidence = await db
    .selectFrom('evidence')
    .select(['order_id', 'bundle', 'created_at as createdAt'])
    .where('order_id', 'in', own)
    .execute();
  const of = <T extends { order_id: string }>(rows: readonly T[], id: string) =>
    rows.filter((row) => row.order_id === id).map(({ order_id: _order, ...rest }) => rest);
  return (id: string) => ({
    reviews: of(reviews, id),
    secondReviews: of(seconds, id),
    stops: of(stops, id),
    resetMethod: of(custody, id),
    resets: of(ceremonies, id),
    openedAfterRestriction: of(openings, id),
    evidence: of(evidence, id),
  });
}
