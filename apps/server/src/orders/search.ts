import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { likeLiteral } from '../paging/search.ts';
import { lineColumns, orderLine } from './show.ts';

/** Number and KEY serial are found whole, a customer by the beginning of its name: each has its index, however many orders there are. */
export const search = handle('orders.search', async (input, { ctx, now }) => {
  let query = ctx.db
    .selectFrom('orders')
    .select(lineColumns)
    .where('ca_id', '=', ctx.caId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1);
  if (input.status) query = query.where('status', '=', input.status);
  const text = input.search?.normalize('NFC').trim();
  if (text)
    query = query.where((where) =>
      where.or([
        where('number', '=', text.toUpperCase()),
        where('ukey_serial', '=', text),
        where('customer_name', 'like', `${likeLiteral(text)}%`),
      ]),
    );
  const from = readCursor(input.after);
  if (from) query = query.where(sql<boolean>`(created_at, id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), input.limit, (row) => ({ at: row.created_at, id: row.id }));
  return { items: rows.map((row) => orderLine(row, now)), next };
});
