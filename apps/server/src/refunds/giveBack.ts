import { type OrderMove, type OrderStatus, orderMoves, type RefundCause } from '@jiesuo/contract';
import type { Settings } from '@jiesuo/contract/console';
import type { Context, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';
import { sumMoney } from '../payments/sum.ts';
import { beginRefund } from './begin.ts';

/** Why the fee goes back when an order ends this way, by the CA's policy; undefined where it does not. Pure. */
export function causeOf(
  move: OrderMove,
  from: OrderStatus,
  settings: Pick<Settings, 'refundOnCancel' | 'refundOnRefusal'>,
): RefundCause | undefined {
  if (move === 'close') return 'closed';
  if (from === 'rejected' && (move === 'cancel' || move === 'expire'))
    return settings.refundOnRefusal ? 'refused' : undefined;
  if (move === 'cancel' && from === 'in_review') return settings.refundOnCancel ? 'cancelled' : undefined;
  return undefined;
}

/** Gives the fee of an order back that ends without service. The order must be locked; `from` is what it was before the move. @returns the order with its money, where that changed. */
export async function giveBack(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  move: OrderMove,
  from: OrderStatus,
): Promise<OrderRow | undefined> {
  if (orderMoves[move].to !== 'cancelled' && orderMoves[move].to !== 'expired') return undefined;
  const cause = causeOf(move, from, await ctx.settings(trx));
  if (!cause) return undefined;
  const attempt = await trx
    .selectFrom('pay_attempts')
    .selectAll()
    .where('order_id', '=', order.id)
    .where('use', '=', 'order')
    .forUpdate()
    .executeTakeFirst();
  if (!attempt) return undefined;
  await beginRefund(trx, ctx, order, attempt, { cause });
  return { ...order, money: await sumMoney(trx, order) };
}
