import { sql } from 'kysely';
import { handle } from '../../operation.ts';
import { pageOf, readCursor } from '../../paging/cursor.ts';
import { integratorOrder } from './line.ts';

export const list = handle('v1.orders.list', async (input, { ctx }) => {
  let query = ctx.db
    .selectFrom('orders')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1);
  if (input.status) query = query.where('status', '=', input.status);
  if (input.ukeySerial) query = query.where('ukey_serial', '=', input.ukeySerial);
  if (input.reference) query = query.where('reference', '=', input.reference);
  const from = readCursor(input.after);
  if (from) query = query.where(sql<boolean>`(created_at, id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), input.limit, (row) => ({ at: row.created_at, id: row.id }));
  return { items: rows.map(integratorOrder), next };
});
