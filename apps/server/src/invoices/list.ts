import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { likeLiteral } from '../paging/search.ts';
import { formsOf, invoiceRows, showLine } from './view.ts';

/** Numbers are found whole, an organisation by the beginning of its name; a person by the order alone. */
export const list = handle('invoices.list', async (input, { ctx }) => {
  let query = invoiceRows(ctx.db, ctx)
    .orderBy('invoices.asked_at', 'desc')
    .orderBy('invoices.number', 'desc')
    .limit(input.limit + 1);
  if (input.state) query = query.where('invoices.state', '=', input.state);
  const text = input.search?.normalize('NFC').trim();
  if (text)
    query = query.where((where) =>
      where.or([
        where('orders.number', '=', text.toUpperCase()),
        where('invoices.number', '=', text.toUpperCase()),
        where('invoices.batch', '=', text.toUpperCase()),
        where('invoices.invoice_number', '=', text),
        where('invoices.organisation', 'like', `${likeLiteral(text)}%`),
      ]),
    );
  const from = readCursor(input.after, 'number');
  if (from) query = query.where(sql<boolean>`(invoices.asked_at, invoices.number) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), input.limit, (row) => ({ at: row.asked_at, id: row.number }));
  const files = await formsOf(
    ctx.db,
    rows.map((row) => row.number),
  );
  const { requested, redDue } = await ctx.db
    .selectFrom('invoices')
    .select((count) => [
      count.fn.countAll<number>().filterWhere('state', '=', 'requested').as('requested'),
      count.fn.countAll<number>().filterWhere('state', '=', 'red_due').as('redDue'),
    ])
    .where('ca_id', '=', ctx.caId)
    .where('state', 'in', ['requested', 'red_due'])
    .executeTakeFirstOrThrow();
  return { items: rows.map((row) => showLine(ctx, row, files.get(row.number) ?? [])), next, requested, redDue };
});
