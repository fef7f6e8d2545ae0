import type { Output } from '@jiesuo/contract';
import { type InvoiceForm, invoiceEnds } from '@jiesuo/contract';
import type { Console } from '@jiesuo/contract/console';
import type { Invoice, ShownInvoice } from '@jiesuo/contract/portal';
import type { Context, Db, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';
import { maskName } from '../personal/mask.ts';
import { feesKept } from './due.ts';
import { type InvoiceRow, newestOf, titleOf } from './row.ts';
import { suggestTitle } from './suggest.ts';

export type InvoiceLine = Output<Console['invoices.reject']>;

/** The order's invoice as its customer sees it, and whether one can be asked for. */
export async function showInvoice(db: Db | Trx, ctx: Context, order: OrderRow): Promise<ShownInvoice> {
  const { invoiceKinds } = await ctx.settings(db);
  const row = await newestOf(db, order.id);
  const isOpen = row === undefined || row.state === 'rejected' || isOver(row);
  const isKept = (await feesKept(db, [order.id], 'begun')).has(order.id);
  return {
    isOffered: invoiceKinds.length > 0 && isOpen && isKept,
    kinds: [...invoiceKinds],
    suggestion: await suggestTitle(db, order),
    invoice: row ? await showRequest(db, ctx, row) : null,
  };
}

const isOver = ({ state }: InvoiceRow): boolean => (invoiceEnds as readonly string[]).includes(state);

async function showRequest(db: Db | Trx, ctx: Context, row: InvoiceRow): Promise<Invoice> {
  return {
    request: row.number,
    state: row.state,
    kind: row.kind,
    title: titleOf(ctx, row),
    amountFen: row.amount_fen,
    reason: row.state === 'rejected' ? row.reason : null,
    askedAt: row.asked_at.toISOString(),
    invoiceNumber: row.invoice_number,
    invoiceCode: row.invoice_code,
    issuedOn: row.issued_on,
    redNumber: row.red_number,
    files: [...((await formsOf(db, [row.number])).get(row.number) ?? [])],
  };
}

/** Which files there are of each request. */
export async function formsOf(
  db: Db | Trx,
  requests: readonly string[],
): Promise<ReadonlyMap<string, readonly InvoiceForm[]>> {
  if (requests.length === 0) return new Map();
  const rows = await db
    .selectFrom('invoice_files')
    .select(['invoice', 'form'])
    .where('invoice', 'in', requests)
    .orderBy('form')
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.invoice)].map(([number, found]) => [number, found.map(({ form }) => form)]),
  );
}

/** Requests with their orders' numbers, for finance; the caller says which and in what order. */
export const invoiceRows = (db: Db | Trx, ctx: Context) =>
  db
    .selectFrom('invoices')
    .innerJoin('orders', 'orders.id', 'invoices.order_id')
    .selectAll('invoices')
    .select('orders.number as order_number')
    .where('invoices.ca_id', '=', ctx.caId);
export type JoinedRow = InvoiceRow & { readonly order_number: string };

export const showLine = (ctx: Context, row: JoinedRow, files: readonly InvoiceForm[]): InvoiceLine => ({
  request: row.number,
  number: row.order_number,
  state: row.state,
  kind: row.kind,
  holder: row.holder,
  name: row.organisation ?? maskName(titleOf(ctx, row).name),
  amountFen: row.amount_fen,
  askedAt: row.asked_at.toISOString(),
  batch: row.batch,
  invoiceNumber: row.invoice_number,
  invoiceCode: row.invoice_code,
  issuedOn: row.issued_on,
  files: [...files],
});

/** One request as it is now, for the answer of an act on it. */
export async function oneLine(trx: Trx, ctx: Context, request: string): Promise<InvoiceLine> {
  const row = await invoiceRows(trx, ctx).where('invoices.number', '=', request).executeTakeFirstOrThrow();
  return showLine(ctx, row, (await formsOf(trx, [request])).get(request) ?? []);
}
