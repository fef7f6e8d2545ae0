import type { MoneyUse } from '@jiesuo/contract';
import { sql, type UpdateObject } from 'kysely';
import type { Context, Trx } from '../context.ts';
import type { Database } from '../db/schema.ts';
import { moveOrders, type OrderRow } from '../orders/move.ts';
import type { AttemptRow, PaidFact } from './trade.ts';

/** Money that came by a try. */
export interface Income {
  readonly attempt: Pick<AttemptRow, 'number'>;
  readonly fact: PaidFact;
}
/** The first money for an unpaid order, in its right amount. */
export interface Fee extends Income {
  readonly order: OrderRow;
}

/** Takes fees, in as many statements as for one: their orders wait for review from now on. Orders and tries must be locked; the caller sums the money, or says it. */
export async function takeFees(
  trx: Trx,
  ctx: Context,
  fees: readonly Fee[],
  sums?: Pick<UpdateObject<Database, 'orders'>, 'money' | 'paid_fen'>,
): Promise<void> {
  if (fees.length === 0) return;
  const now = ctx.clock();
  const orders = fees.map(({ order }) => order);
  await markPaid(trx, 'order', fees, now);
  await moveOrders(trx, ctx, orders, 'pay', { now, ...(sums && { changes: sums }) });
  await closeOthersSoon(trx, orders, now);
}

export async function markPaid(trx: Trx, use: MoneyUse, incomes: readonly Income[], now: Date): Promise<void> {
  await sql`update pay_attempts set state = 'paid', use = ${use}, gateway_reference = i.reference, paid_at = i.paid_at,
      closed_at = null, next_query_at = null
    from unnest(${incomes.map(({ attempt }) => attempt.number)}::text[], ${incomes.map(({ fact }) => fact.reference)}::text[],
      ${incomes.map(({ fact }) => fact.paidAt ?? now)}::timestamptz[]) i (number, reference, paid_at)
    where pay_attempts.number = i.number`.execute(trx);
}

/** A QR of another channel may still lie on the customer's desk: the next watch closes it at its gateway. */
const closeOthersSoon = (trx: Trx, orders: readonly OrderRow[], now: Date) =>
  trx
    .updateTable('pay_attempts')
    .set({ next_query_at: now })
    .where(sql<boolean>`order_id = any(${orders.map(({ id }) => id)}::uuid[])`)
    .where('state', '=', 'open')
    .where('channel', '!=', 'bank_transfer')
    .execute();
