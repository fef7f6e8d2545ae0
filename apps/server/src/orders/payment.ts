import { handle } from '../operation.ts';
import { showPayment } from '../payments/show.ts';
import { Refusal } from '../refusal.ts';
import { findOwnOrder } from './lock.ts';

export const payment = handle('orders.payment', async ({ number }, { ctx, who }) => {
  const order = await findOwnOrder(ctx.db, ctx, number, who.accountId);
  if (!order) throw new Refusal('not_found');
  return showPayment(ctx.db, ctx, order);
});
