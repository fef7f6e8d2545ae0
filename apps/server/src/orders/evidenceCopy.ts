import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { assertReadable } from '../retention/restriction.ts';
import { evidenceCopyOf } from './evidence.ts';

export const evidenceCopy = handle('orders.evidenceCopy', async ({ number, as }, { ctx, who, now, write }) => {
  const order = await ctx.db
    .selectFrom('orders')
    .selectAll()
    .where('number', '=', number)
    .where('ca_id', '=', ctx.caId)
    .executeTakeFirst();
  if (!order) throw new Refusal('not_found');
  await assertReadable(ctx.db, ctx, order, who.staffId, now);
  const file = await evidenceCopyOf(ctx, order, { as, isForStaff: true });
  // Whoever takes a customer's evidence out of the house is on record.
  await write(async (_, leaf) => leaf({ subject: order.number }));
  return file;
});
