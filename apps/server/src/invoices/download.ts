import { handle } from '../operation.ts';
import { findOwnOrder } from '../orders/lock.ts';
import { Refusal } from '../refusal.ts';
import { giveFile } from './files/give.ts';
import { newestOf } from './row.ts';

export const download = handle('invoices.download', async ({ number, form }, { ctx, who }) => {
  const order = await findOwnOrder(ctx.db, ctx, number, who.accountId);
  const invoice = order && (await newestOf(ctx.db, order.id));
  if (!invoice) throw new Refusal('not_found');
  return giveFile(ctx, invoice.number, form);
});
