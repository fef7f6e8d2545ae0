import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';

export const openings = handle('retention.openings', async ({ after, limit }, { ctx }) => {
  let query = ctx.db
    .selectFrom('restricted_openings as opening')
    .innerJoin('orders', 'orders.id', 'opening.order_id')
    .innerJoin('staff', 'staff.id', 'opening.staff_id')
    .select(['opening.id', 'opening.reason', 'opening.at', 'opening.until', 'orders.number', 'staff.display_name'])
    .where('opening.ca_id', '=', ctx.caId)
    .orderBy('opening.at', 'desc')
    .orderBy('opening.id', 'desc')
    .limit(limit + 1);
  const from = readCursor(after);
  if (from) query = query.where(sql<boolean>`(opening.at, opening.id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), limit, (row) => ({ at: row.at, id: row.id }));
  return {
    items: rows.map(({ id, number, reason, display_name: by, at, until }) => ({
      id,
      number,
      by,
      reason,
      at: at.toISOString(),
      until: until.toISOString(),
    })),
    next,
  };
});
