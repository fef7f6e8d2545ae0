import { orderTabs } from '@jiesuo/contract';
import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { likeLiteral } from '../paging/search.ts';
import { lineColumns, orderLine } from './show.ts';

export const list = handle('orders.list', async ({ tab, search, after, limit }, { ctx, who, now }) => {
  let query = ctx.db
    .selectFrom('orders')
    .select(lineColumns)
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', who.accountId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (tab !== 'all') query = query.where('status', 'in', orderTabs[tab]);
  const text = search?.normalize('NFC').trim();
  if (text) {
    // One account's orders are few: any part of number, name or serial may be searched.
    const part = `%${likeLiteral(text)}%`;
    query = query.where((where) =>
      where.or([
        where('number', 'ilike', part),
        where('customer_name', 'ilike', part),
        where('ukey_serial', 'ilike', part),
      ]),
    );
  }
  const from = readCursor(after);
  if (from) query = query.where(sql<boolean>`(created_at, id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), limit, (row) => ({ at: row.created_at, id: row.id }));
  return { items: rows.map((row) => orderLine(row, now)), next };
});
