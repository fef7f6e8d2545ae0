import type { Context } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';

const most = 10;
type Row = Pick<OrderRow, 'id' | 'number' | 'created_at' | 'status' | 'account_id' | 'ukey_id' | 'customer_name'>;

/** Other orders of the same account, UKey or subscriber, newest first, each with its outcome. Each way has its index. */
export async function earlierOf(ctx: Context, order: OrderRow) {
  const ways = await Promise.all([
    newest(ctx, order).where('account_id', '=', order.account_id).execute(),
    newest(ctx, order).where('ukey_id', '=', order.ukey_id).execute(),
    newest(ctx, order).where('customer_name', '=', order.customer_name).execute(),
  ]);
  const found = new Map<string, Row>(ways.flat().map((row) => [row.id, row]));
  const refusals = await refusalsOf(ctx, [...found.keys()]);
  return [...found.values()]
    .toSorted((a, b) => b.created_at.getTime() - a.created_at.getTime())
    .map((row) => ({
      number: row.number,
      createdAt: row.created_at.toISOString(),
      status: row.status,
      isSameAccount: row.account_id === order.account_id,
      isSameUkey: row.ukey_id === order.ukey_id,
      isSameSubscriber: row.customer_name === order.customer_name,
      refusals: refusals.get(row.id) ?? 0,
    }));
}

const newest = (ctx: Context, order: OrderRow) =>
  ctx.db
    .selectFrom('orders')
    .select(['id', 'number', 'created_at', 'status', 'account_id', 'ukey_id', 'customer_name'])
    .where('ca_id', '=', ctx.caId)
    .where('id', '<>', order.id)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most);

async function refusalsOf(ctx: Context, orders: readonly string[]): Promise<Map<string, number>> {
  if (orders.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('review_decisions')
    .select(['order_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('order_id', 'in', orders)
    .where('decision', '=', 'refuse')
    .groupBy('order_id')
    .execute();
  return new Map(rows.map((row) => [row.order_id, row.count]));
}
