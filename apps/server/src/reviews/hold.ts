import { handle } from '../operation.ts';
import { lockOrder } from '../orders/lock.ts';
import { Refusal } from '../refusal.ts';
import { assertMine, leaseEnd } from './lease.ts';

export const hold = handle('reviews.hold', ({ number }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Refusal('not_found');
    assertMine(order, who.staffId, now);
    const until = leaseEnd(await ctx.settings(trx), now);
    await trx.updateTable('orders').set({ assigned_until: until }).where('id', '=', order.id).execute();
    leaf({ subject: number });
    return { until: until.toISOString() };
  }),
);
