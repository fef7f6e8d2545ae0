import type { Context, Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { type InvoiceRow, lockRequest, moveInvoice } from './row.ts';
import { settleRedDue } from './settle.ts';
import { oneLine } from './view.ts';

export const redLetter = handle('invoices.redLetter', async ({ request, redNumber, day }, { ctx, now, write }) =>
  write(async (trx, leaf) => {
    const invoice = await lockRequest(trx, ctx, request);
    if (await isUsed(trx, ctx, invoice, redNumber)) throw new Refusal('invoice_number_used');
    await moveInvoice(trx, invoice, 'redLetter', now, { red_number: redNumber, red_on: day });
    await settleRedDue(trx, ctx, invoice);
    leaf({ subject: request, detail: { invoice: invoice.invoice_number, redNumber, day } });
    return oneLine(trx, ctx, request);
  }),
);

/** Numbers of 20 digits are unique in the country; those of 8 only beside their code. */
async function isUsed(trx: Trx, ctx: Context, invoice: InvoiceRow, redNumber: string): Promise<boolean> {
  if (redNumber === invoice.invoice_number) return true;
  if (redNumber.length === 8) return false;
  const used = await trx
    .selectFrom('invoices')
    .select('number')
    .where('ca_id', '=', ctx.caId)
    .where((either) => either.or([either('invoice_number', '=', redNumber), either('red_number', '=', redNumber)]))
    .executeTakeFirst();
  return used !== undefined;
}
