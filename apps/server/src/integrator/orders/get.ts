import { handle } from '../../operation.ts';
import { ceremonyOf, hasEvidence, timelineOf } from '../../orders/show.ts';
import { findOrder } from './find.ts';
import { integratorOrder } from './line.ts';

export const get = handle('v1.orders.get', async ({ number }, { ctx }) => {
  const order = await findOrder(ctx.db, ctx, number);
  const timeline = await timelineOf(ctx.db, order.id);
  const ceremony = await ceremonyOf(ctx.db, order.id);
  return {
    ...integratorOrder(order),
    timeline: timeline.map(({ at, event }) => ({ at, event })),
    reset: ceremony && { status: ceremony.status, updatedAt: ceremony.updatedAt },
    hasEvidence: await hasEvidence(ctx.db, order.id),
  };
});
