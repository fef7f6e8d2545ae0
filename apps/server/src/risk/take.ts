import { handle } from '../operation.ts';
import { lockOrder } from '../orders/lock.ts';
import { isAssigned } from '../orders/show.ts';
import { Refusal } from '../refusal.ts';
import { leaseEnd } from '../reviews/lease.ts';
import { assertNotOwn, assertUntouched } from './touch.ts';

/** The lease of a first review, for the one who approves after it: he sees the materials while it lasts. */
export const take = handle('risk.take', ({ number }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Refusal('not_found');
    if (order.status !== 'in_review' || order.approval !== 'second') throw new Refusal('order_state');
    if (isAssigned(order, now) && order.assigned_to !== who.staffId) throw new Refusal('review_not_yours');
    await assertUntouched(trx, order.id, who.staffId);
    await assertNotOwn(trx, ctx, order, who.staffId);
    const until = leaseEnd(await ctx.settings(trx), now);
    await trx
      .updateTable('orders')
      .set({ assigned_to: who.staffId, assigned_until: until, assigned_at: now })
      .where('id', '=', order.id)
      .execute();
    leaf({ subject: number });
    return { number, until: until.toISOString() };
  }),
);
