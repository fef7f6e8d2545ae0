import type { Settings } from '@jiesuo/contract/console';
import type { Context, Trx } from '../context.ts';
import { type OrderRow, recordEvent } from '../orders/move.ts';
import { isAssigned } from '../orders/show.ts';
import { Refusal } from '../refusal.ts';
import { assertFirstReview } from '../risk/ask.ts';
import { touch } from '../risk/touch.ts';

export const leaseEnd = (settings: Settings, now: Date): Date =>
  new Date(now.getTime() + settings.assignmentMinutes * 60_000);

/** 领取: gives the locked order to this reviewer until the lease ends. A lease that ran out is nobody's. */
export async function assign(trx: Trx, ctx: Context, order: OrderRow, staffId: string, now: Date): Promise<Date> {
  if (order.status !== 'in_review') throw new Refusal('order_state');
  assertFirstReview(order);
  if (isAssigned(order, now) && order.assigned_to !== staffId) throw new Refusal('review_not_yours');
  const until = leaseEnd(await ctx.settings(trx), now);
  await trx
    .updateTable('orders')
    .set({
      assigned_to: staffId,
      assigned_until: until,
      ...(order.assigned_to === staffId ? {} : { assigned_at: now }),
      reserved_for: null,
      reserved_until: null,
    })
    .where('id', '=', order.id)
    .execute();
  if (order.assigned_to !== staffId) {
    await touch(trx, order.id, staffId, now);
    await recordEvent(trx, order, 'review_started', now);
  }
  return until;
}

/** @throws Refusal unless this reviewer's lease on the locked order is alive. */
export function assertMine(order: OrderRow, staffId: string, now: Date): void {
  if (order.status !== 'in_review') throw new Refusal('order_state');
  if (!isAssigned(order, now) || order.assigned_to !== staffId) throw new Refusal('review_not_yours');
}
