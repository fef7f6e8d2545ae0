import { handle } from '../../operation.ts';
import { evidenceCopyOf } from '../../orders/evidence.ts';
import { assertOpen, findOrder } from './find.ts';

/** As the customer gets it: what was sealed for the CA's own eyes stays sealed. */
export const evidence = handle('v1.orders.evidence', async ({ number, as }, { ctx, now, write }) => {
  const order = await findOrder(ctx.db, ctx, number);
  await assertOpen(ctx.db, ctx, order, now);
  const file = await evidenceCopyOf(ctx, order, { as, isForStaff: false });
  await write(async (_, leaf) => leaf({ subject: order.number, detail: { as } }));
  return file;
});
