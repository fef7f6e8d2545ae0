import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { evidenceFile } from './evidence.ts';

export const evidenceCopy = handle('orders.evidenceCopy', async ({ number }, { ctx, write }) => {
  const order = await ctx.db
    .selectFrom('orders')
    .select(['id', 'number'])
    .where('number', '=', number)
    .where('ca_id', '=', ctx.caId)
    .executeTakeFirst();
  if (!order) throw new Refusal('not_found');
  const file = await evidenceFile(ctx, order);
  // Whoever takes a customer's evidence out of the house is on record.
  await write(async (_, leaf) => leaf({ subject: order.number }));
  return file;
});
