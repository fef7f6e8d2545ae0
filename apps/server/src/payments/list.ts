import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { likeLiteral } from '../paging/search.ts';

export const list = handle('payments.list', async (input, { ctx }) => {
  let query = ctx.db
    .selectFrom('payments')
    .innerJoin('orders', 'orders.id', 'payments.order_id')
    .leftJoin('staff', 'staff.id', 'payments.confirmed_by')
    .select([
      'payments.id',
      'payments.amount_fen',
      'payments.state',
      'payments.created_at',
      'payments.confirmed_at',
      'payments.payer',
      'payments.bank_reference',
      'orders.number',
      'orders.customer_name',
      'staff.display_name',
    ])
    .where('payments.ca_id', '=', ctx.caId)
    .where('payments.state', '=', input.state)
    .orderBy('payments.created_at', 'desc')
    .orderBy('payments.id', 'desc')
    .limit(input.limit + 1);
  // Nobody waits for the money of an order that was cancelled or expired.
  if (input.state === 'awaited') query = query.where('orders.status', '=', 'unpaid');
  const text = input.search?.normalize('NFC').trim();
  if (text)
    query = query.where((where) =>
      where.or([
        where('orders.number', '=', text.toUpperCase()),
        where('orders.customer_name', 'like', `${likeLiteral(text)}%`),
        where('payments.bank_reference', '=', text),
      ]),
    );
  const from = readCursor(input.after);
  if (from) query = query.where(sql<boolean>`(payments.created_at, payments.id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), input.limit, (row) => ({ at: row.created_at, id: row.id }));
  return {
    items: rows.map((row) => ({
      number: row.number,
      customerName: row.customer_name,
      amountFen: row.amount_fen,
      state: row.state,
      createdAt: row.created_at.toISOString(),
      confirmedAt: row.confirmed_at?.toISOString() ?? null,
      confirmedBy: row.display_name,
      payer: row.payer,
      bankReference: row.bank_reference,
    })),
    next,
  };
});
