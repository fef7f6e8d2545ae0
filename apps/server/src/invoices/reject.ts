import { handle } from '../operation.ts';
import { lockRequest, moveInvoice } from './row.ts';
import { oneLine } from './view.ts';

export const reject = handle('invoices.reject', async ({ request, reason }, { ctx, now, write }) =>
  write(async (trx, leaf) => {
    const invoice = await lockRequest(trx, ctx, request);
    await moveInvoice(trx, invoice, 'reject', now, { reason, batch: null, exported_at: null });
    leaf({ subject: request, detail: { reason } });
    return oneLine(trx, ctx, request);
  }),
);
