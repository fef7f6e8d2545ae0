import { handle } from '../../operation.ts';
import { readAbout } from '../../orders/about.ts';
import { findOrder } from './find.ts';
import { integratorOrder } from './line.ts';

export const get = handle('v1.orders.get', async ({ number }, { ctx }) => {
  const order = await findOrder(ctx.db, ctx, number);
  const { timeline, ceremony, evidence } = await readAbout(ctx.db, order);
  return {
    ...integratorOrder(order),
    timeline: timeline.map(({ at, event }) => ({ at, event })),
    reset: ceremony && { status: ceremony.status, updatedAt: ceremony.updatedAt },
    hasEvidence: evidence !== null,
  };
});
