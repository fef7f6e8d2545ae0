import { handle } from '../operation.ts';
import { findOwnOrder } from '../orders/lock.ts';
import { Refusal } from '../refusal.ts';
import { showInvoice } from './view.ts';

export const show = handle('invoices.show', async ({ number }, { ctx, who }) => {
  const order = await findOwnOrder(ctx.db, ctx, number, who.accountId);
  if (!order) throw new Refusal('not_found');
  return showInvoice(ctx.db, ctx, order);
});
