import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { isAssigned, orderLine } from '../orders/show.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';

/** Oldest first: who waits longest is served first. */
export const queue = handle('reviews.queue', async ({ after, limit }, { ctx, who, now }) => {
  const waiting = ctx.db
    .selectFrom('orders')
    .where('orders.ca_id', '=', ctx.caId)
    .where('orders.status', '=', 'in_review');
  let query = waiting
    .leftJoin('staff', 'staff.id', 'orders.assigned_to')
    .selectAll('orders')
    .select('staff.display_name as holder')
    .orderBy('orders.submitted_at')
    .orderBy('orders.id')
    .limit(limit + 1);
  const from = readCursor(after);
  if (from) query = query.where(sql<boolean>`(orders.submitted_at, orders.id) > (${from.at}, ${from.id})`);
  const rows = await query.execute();
  const { count } = await waiting.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const page = pageOf(rows, limit, (row) => ({ at: row.submitted_at ?? row.created_at, id: row.id }));
  const items = page.rows.map((row) => {
    const submitted = row.submitted_at ?? row.created_at;
    const isHeld = isAssigned(row, now);
    return {
      ...orderLine(row, now),
      submittedAt: submitted.toISOString(),
      waitingMinutes: Math.max(0, Math.floor((now.getTime() - submitted.getTime()) / 60_000)),
      isResubmitted: row.is_resubmitted,
      assignedTo: isHeld ? row.holder : null,
      isMine: isHeld && row.assigned_to === who.staffId,
    };
  });
  return {
    items,
    next: page.next,
    waiting: count,
  };
});
