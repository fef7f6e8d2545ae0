import { type InvoiceMove, invoiceEnds, invoiceMoves, mayMoveInvoice } from '@jiesuo/contract';
import type { TitleFacts } from '@jiesuo/contract/portal';
import type { Selectable, Updateable } from 'kysely';
import type { Context, Db, Trx } from '../context.ts';
import type { InvoicesTable } from '../db/schema/invoices.ts';
import { openFacts } from '../invoiceTitles/facts.ts';
import { Refusal } from '../refusal.ts';

export type InvoiceRow = Selectable<InvoicesTable>;

export const factsPlace = (number: string): string => `invoices.facts_sealed:${number}`;
const forgotten: Omit<TitleFacts, 'holder'> = {
  name: '',
  taxNumber: '',
  address: '',
  phone: '',
  bank: '',
  bankAccount: '',
  email: '',
};
/** The title as it was when the invoice was asked for; nothing of it once it was forgotten. */
export const titleOf = (ctx: Pick<Context, 'personal'>, row: InvoiceRow): TitleFacts =>
  row.facts_sealed === ''
    ? { holder: row.holder, ...forgotten }
    : openFacts(ctx, factsPlace(row.number), row.facts_sealed);

/** The newest request of an order. */
export const newestOf = (db: Db | Trx, orderId: string): Promise<InvoiceRow | undefined> =>
  db
    .selectFrom('invoices')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('asked_at', 'desc')
    .orderBy('number', 'desc')
    .executeTakeFirst();

/** The one request of an order that is not over. The order must be locked. */
export const lockLive = (trx: Trx, orderId: string): Promise<InvoiceRow | undefined> =>
  trx
    .selectFrom('invoices')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('state', 'not in', invoiceEnds)
    .forUpdate()
    .executeTakeFirst();

/** For finance. @throws Refusal `not_found` */
export async function lockRequest(trx: Trx, ctx: Context, request: string): Promise<InvoiceRow> {
  const row = await trx
    .selectFrom('invoices')
    .selectAll()
    .where('number', '=', request)
    .where('ca_id', '=', ctx.caId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('not_found');
  return row;
}

/**
 * The only place that writes an invoice's state. The row must be locked.
 * @throws Refusal `invoice_state` when the table of moves does not allow it.
 */
export async function moveInvoice(
  trx: Trx,
  row: InvoiceRow,
  move: InvoiceMove,
  now: Date,
  changes: Updateable<InvoicesTable> = {},
): Promise<void> {
  if (!mayMoveInvoice(move, row.state)) throw new Refusal('invoice_state', { inside: `${move} from ${row.state}` });
  await trx
    .updateTable('invoices')
    .set({ ...changes, state: invoiceMoves[move].to, changed_at: now })
    .where('number', '=', row.number)
    .execute();
}
