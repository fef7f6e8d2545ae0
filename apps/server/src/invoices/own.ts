import type { Context } from '../context.ts';
import { titleOf } from './row.ts';
import { invoiceRows } from './view.ts';

/** Every invoice that an account asked for, whole, for the export of its data. */
export async function exportedInvoices(ctx: Context, accountId: string) {
  const rows = await invoiceRows(ctx.db, ctx)
    .where('orders.account_id', '=', accountId)
    .orderBy('invoices.asked_at')
    .execute();
  return rows.map((row) => ({
    request: row.number,
    order: row.order_number,
    kind: row.kind,
    title: titleOf(ctx, row),
    amountFen: row.amount_fen,
    state: row.state,
    reason: row.reason,
    invoiceCode: row.invoice_code,
    invoiceNumber: row.invoice_number,
    issuedOn: row.issued_on,
    redNumber: row.red_number,
    redOn: row.red_on,
    askedAt: row.asked_at,
  }));
}
