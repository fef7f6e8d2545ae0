import type { MoneyState } from '@jiesuo/contract';
import { sql } from 'kysely';
import type { Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';

/** Money that is promised back: approved, on its way, or stuck on it. */
const goingBack = ['approved', 'processing', 'abnormal'] as const;

export interface MoneyFacts {
  readonly feeFen: number;
  readonly paidFen: number;
  readonly refundedFen: number;
  readonly goingFen: number;
}

/** 已支付 as long as the CA keeps any of it; then 退款中 until the last of it is back. Pure. */
export function moneyState({ feeFen, paidFen, refundedFen, goingFen }: MoneyFacts): MoneyState {
  if (paidFen === 0) return feeFen > 0 ? 'unpaid' : 'none';
  if (paidFen - refundedFen - goingFen > 0) return 'paid';
  return goingFen > 0 ? 'refunding' : 'refunded';
}

/** Writes what the order's tries and refunds come to. The order must be locked. */
export async function sumMoney(trx: Trx, order: Pick<OrderRow, 'id' | 'fee_fen'>): Promise<MoneyState> {
  const { rows } = await sql<{ paid: number; refunded: number; going: number }>`
    select
      (select coalesce(sum(amount_fen), 0)::int from pay_attempts where order_id = ${order.id} and state = 'paid') as paid,
      coalesce(sum(amount_fen) filter (where state = 'done'), 0)::int as refunded,
      coalesce(sum(amount_fen) filter (where state = any(${goingBack})), 0)::int as going
    from refunds where order_id = ${order.id}`.execute(trx);
  const { paid = 0, refunded = 0, going = 0 } = rows[0] ?? {};
  const money = moneyState({ feeFen: order.fee_fen, paidFen: paid, refundedFen: refunded, goingFen: going });
  await trx
    .updateTable('orders')
    .set({ money, paid_fen: paid, refunded_fen: refunded })
    .where('id', '=', order.id)
    .execute();
  return money;
}
