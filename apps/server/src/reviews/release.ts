import { handle } from '../operation.ts';
import { lockOrder } from '../orders/lock.ts';
import { Refusal } from '../refusal.ts';

export const release = handle('reviews.release', ({ number }, { ctx, who, write }) =>
  write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Refusal('not_found');
    if (order.assigned_to !== who.staffId) throw new Refusal('review_not_yours');
    await trx
      .updateTable('orders')
      .set({ assigned_to: null, assigned_until: null, assigned_at: null })
      .where('id', '=', order.id)
      .execute();
    leaf({ subject: number });
    return {};
  }),
);
