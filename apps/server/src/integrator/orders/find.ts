import type { Context, Db, Trx } from '../../context.ts';
import type { OrderRow } from '../../orders/move.ts';
import { Refusal } from '../../refusal.ts';
import { closedFrom } from '../../retention/restriction.ts';

/** @throws Refusal `not_found` */
export async function findOrder(db: Db | Trx, ctx: Context, number: string): Promise<OrderRow> {
  const order = await db
    .selectFrom('orders')
    .selectAll()
    .where('number', '=', number)
    .where('ca_id', '=', ctx.caId)
    .executeTakeFirst();
  if (!order) throw new Refusal('not_found');
  return order;
}

/** An order that was closed to business is opened by persons with a reason, never by a program. @throws Refusal `order_restricted` */
export async function assertOpen(db: Db | Trx, ctx: Context, order: OrderRow, now: Date): Promise<void> {
  const { retention } = await ctx.settings(db);
  const from = closedFrom(order, retention.restrictDays);
  if (from && from <= now) throw new Refusal('order_restricted');
}
