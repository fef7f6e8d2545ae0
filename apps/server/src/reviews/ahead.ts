import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { firstFree, queueUp } from './desk.ts';
import { leaseEnd } from './lease.ts';

/**
 * Keeps one order for this reviewer as long as a lease lasts from now, so that `next` gives what his page has loaded already. It is nobody's lease:
 * its customer may cancel it, a colleague may take it by name, and its form stays masked.
 */
export const ahead = handle('reviews.ahead', (_input, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    await queueUp(trx, who.staffId);
    const order = await firstFree(trx, ctx, who.staffId, now);
    if (!order) throw new Refusal('queue_empty');
    const until = leaseEnd(await ctx.settings(trx), now);
    await trx
      .updateTable('orders')
      .set({ reserved_for: who.staffId, reserved_until: until })
      .where('id', '=', order.id)
      .execute();
    leaf({ subject: order.number });
    return { number: order.number, until: until.toISOString() };
  }),
);
