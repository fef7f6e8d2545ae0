import { handle } from '../operation.ts';
import { lockRequest, moveInvoice } from './row.ts';
import { oneLine } from './view.ts';

/** The invoice is wrong: once it is offset, its customer may ask for another. */
export const requireRed = handle('invoices.requireRed', async ({ request, reason }, { ctx, now, write }) =>
  write(async (trx, leaf) => {
    const invoice = await lockRequest(trx, ctx, request);
    await moveInvoice(trx, invoice, 'requireRed', now, { reason });
    leaf({ subject: request, detail: { invoice: invoice.invoice_number, reason } });
    return oneLine(trx, ctx, request);
  }),
);
