import { payChannels } from '@jiesuo/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { likeLiteral } from '../paging/search.ts';
import { attemptLines, showAttemptLine } from './lines.ts';

export const list = handle('payments.list', async (input, { ctx }) => {
  let query = attemptLines(ctx)
    // Nobody waits for the money of an order that has ended, or was paid another way.
    .where((either) => either.or([either('pay_attempts.state', '!=', 'open'), either('orders.status', '=', 'unpaid')]))
    .orderBy('pay_attempts.created_at', 'desc')
    .orderBy('pay_attempts.number', 'desc')
    .limit(input.limit + 1);
  if (input.state) query = query.where('pay_attempts.state', '=', input.state);
  if (input.channel) query = query.where('pay_attempts.channel', '=', input.channel);
  const text = input.search?.normalize('NFC').trim();
  if (text) {
    const orders = await ordersFor(ctx, text);
    query = query.where((where) =>
      where.or([
        orders.length < ordersMost
          ? where('pay_attempts.order_id', '=', sql<string>`any(${orders}::uuid[])`)
          : where('orders.customer_name', 'like', `${likeLiteral(text)}%`),
        where('pay_attempts.number', '=', text),
        // Whole, as its index has it.
        where.and([
          where('pay_attempts.channel', 'in', payChannels),
          where('pay_attempts.gateway_reference', '=', text),
        ]),
      ]),
    );
  }
  const from = readCursor(input.after, 'number');
  if (from)
    query = query.where(sql<boolean>`(pay_attempts.created_at, pay_attempts.number) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), input.limit, (row) => ({ at: row.created_at, id: row.number }));
  return { items: rows.map((row) => showAttemptLine(ctx, row)), next };
});

/** What fewer orders than these have, is looked up by them; what more have, is soon met along the list. */
const ordersMost = 200;

const ordersFor = async (ctx: Context, text: string): Promise<string[]> =>
  (
    await ctx.db
      .selectFrom('orders')
      .select('id')
      .where('ca_id', '=', ctx.caId)
      .where((where) =>
        where.or([where('number', '=', text.toUpperCase()), where('customer_name', 'like', `${likeLiteral(text)}%`)]),
      )
      .limit(ordersMost)
      .execute()
  ).map(({ id }) => id);
