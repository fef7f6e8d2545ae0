import { handle } from '../operation.ts';
import { lockOwnOrder } from '../orders/lock.ts';
import { Refusal } from '../refusal.ts';
import { lockLive, moveInvoice } from './row.ts';
import { showInvoice } from './view.ts';

export const withdraw = handle('invoices.withdraw', async ({ number }, act) => {
  const { ctx, who, now } = act;
  return act.write(async (trx, leaf) => {
    const order = await lockOwnOrder(trx, ctx, number, who.accountId);
    if (!order) throw new Refusal('not_found');
    const invoice = await lockLive(trx, order.id);
    if (!invoice) throw new Refusal('invoice_state');
    await moveInvoice(trx, invoice, 'withdraw', now, { reason: null });
    leaf({ subject: number, detail: { request: invoice.number } });
    return showInvoice(trx, ctx, order);
  });
});
