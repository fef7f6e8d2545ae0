import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { isAssigned, orderLine } from '../orders/show.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { handledBy } from './touch.ts';

/** What waits for another person's approval, the oldest first; or what was stopped. */
export const list = handle('risk.list', async ({ state, after, limit }, { ctx, who, now }) => {
  const since = state === 'waiting' ? sql<Date>`second_reviews.asked_at` : sql<Date>`orders.stopped_at`;
  let orders = ctx.db
    .selectFrom('orders')
    .leftJoin('second_reviews', (on) =>
      on.onRef('second_reviews.order_id', '=', 'orders.id').on('second_reviews.decision', 'is', null),
    )
    .leftJoin('staff as first', 'first.id', 'second_reviews.first_by')
    .leftJoin('staff as holder', 'holder.id', 'orders.assigned_to')
    .selectAll('orders')
    .select(['first.display_name as first_by', 'holder.display_name as holder', since.as('since')])
    .where('orders.ca_id', '=', ctx.caId)
    .orderBy(since)
    .orderBy('orders.id')
    .limit(limit + 1);
  orders =
    state === 'waiting'
      ? orders.where('orders.status', '=', 'in_review').where('orders.approval', '=', 'second')
      : orders
          .where('orders.stopped_at', 'is not', null)
          .where('orders.status', 'in', ['unpaid', 'in_review', 'rejected', 'awaiting_reset']);
  const from = readCursor(after);
  if (from) orders = orders.where(sql<boolean>`(${since}, orders.id) > (${from.at}, ${from.id})`);
  const page = pageOf(await orders.execute(), limit, (row) => ({ at: row.since, id: row.id }));
  const ids = page.rows.map(({ id }) => id);
  const [handled, rules] = [await handledBy(ctx.db, ids, who.staffId), await rulesByOrder(ctx, ids)];
  const items = page.rows.map((row) => {
    const isHeld = isAssigned(row, now);
    return {
      ...orderLine(row, now),
      since: row.since.toISOString(),
      rules: [...new Set((rules.get(row.id) ?? []).map(({ rule }) => rule))],
      firstBy: row.first_by,
      assignedTo: isHeld ? row.holder : null,
      isMine: isHeld && row.assigned_to === who.staffId,
      maySecond: !handled.has(row.id),
    };
  });
  return { items, next: page.next };
});

async function rulesByOrder(ctx: Context, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never[]>();
  const rows = await ctx.db
    .selectFrom('order_risks')
    .select(['order_id', 'rule'])
    .where('order_id', 'in', ids)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, (row) => row.order_id);
}
