import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { findOwnOrder } from './lock.ts';
import { showOrder } from './show.ts';

export const get = handle('orders.get', async ({ number }, { ctx, who, now }) => {
  const order = await findOwnOrder(ctx.db, ctx, number, who.accountId);
  if (!order) throw new Refusal('not_found');
  return showOrder(ctx.db, ctx, order, now);
});
