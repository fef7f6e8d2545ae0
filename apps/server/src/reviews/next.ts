import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { firstFree, firstHeld, firstKept, queueUp } from './desk.ts';
import { assign } from './lease.ts';

/** One's own comes first, so that a reload loses nothing; then what was kept for this reviewer; then what is due first and nobody holds; last what is kept for a colleague. */
export const next = handle('reviews.next', (_input, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    await queueUp(trx, who.staffId);
    const order =
      (await firstHeld(trx, ctx, who.staffId, now)) ??
      (await firstFree(trx, ctx, who.staffId, now)) ??
      (await firstKept(trx, ctx, now));
    if (!order) throw new Refusal('queue_empty');
    await assign(trx, ctx, order, who.staffId, now);
    leaf({ subject: order.number });
    return { number: order.number };
  }),
);
