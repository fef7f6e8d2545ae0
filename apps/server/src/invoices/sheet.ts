import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { recordLook } from './look.ts';
import { titleOf } from './row.ts';
import type { SheetRow } from './sheets/columns.ts';
import { writeCsv, writeSheet } from './sheets/write.ts';
import { invoiceRows } from './view.ts';

/** What was sent back or ended since the export is not in it: nobody shall make it. */
export const sheet = handle('invoices.sheet', async ({ batch, format }, act) => {
  const { ctx, language } = act;
  const rows = await invoiceRows(ctx.db, ctx)
    .where('invoices.batch', '=', batch)
    .where('invoices.state', 'in', ['issuing', 'issued', 'red_due', 'red'])
    .orderBy('invoices.asked_at')
    .orderBy('invoices.number')
    .execute();
  if (rows.length === 0) throw new Refusal('not_found');
  await recordLook(act, 'invoices.sheet', { subject: batch, detail: { requests: rows.map((row) => row.number) } });
  const { invoiceItem } = await ctx.settings();
  const lines = rows.map(
    (row): SheetRow => ({
      request: row.number,
      order: row.order_number,
      kind: row.kind,
      title: titleOf(ctx, row),
      amountFen: row.amount_fen,
      askedAt: row.asked_at,
      code: row.invoice_code,
      number: row.invoice_number,
      day: row.issued_on,
    }),
  );
  return format === 'xlsx'
    ? {
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: await writeSheet(lines, invoiceItem, language),
        saveAs: `${batch}.xlsx`,
      }
    : { mediaType: 'text/csv; charset=utf-8', body: writeCsv(lines, invoiceItem, language), saveAs: `${batch}.csv` };
});
