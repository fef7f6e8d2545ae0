import { handle } from '../operation.ts';
import { lockOrder } from '../orders/lock.ts';
import { Refusal } from '../refusal.ts';
import { assign } from './lease.ts';

export const take = handle('reviews.take', ({ number }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Refusal('not_found');
    const until = await assign(trx, ctx, order, who.staffId, now);
    leaf({ subject: number });
    return { number, until: until.toISOString() };
  }),
);
