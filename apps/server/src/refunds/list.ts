import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { likeLiteral } from '../paging/search.ts';
import { refundLines, showRefund } from './show.ts';

export const list = handle('refunds.list', async (input, { ctx, who }) => {
  let query = refundLines(ctx.db, ctx)
    .orderBy('refunds.created_at', 'desc')
    .orderBy('refunds.number', 'desc')
    .limit(input.limit + 1);
  if (input.state) query = query.where('refunds.state', '=', input.state);
  const text = input.search?.normalize('NFC').trim();
  if (text)
    query = query.where((where) =>
      where.or([
        where('orders.number', '=', text.toUpperCase()),
        where('refunds.number', '=', text),
        where('refunds.attempt', '=', text),
        where('orders.customer_name', 'like', `${likeLiteral(text)}%`),
      ]),
    );
  const from = readCursor(input.after, 'number');
  if (from) query = query.where(sql<boolean>`(refunds.created_at, refunds.number) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), input.limit, (row) => ({ at: row.created_at, id: row.number }));
  return { items: rows.map((row) => showRefund(row, who.staffId)), next };
});
