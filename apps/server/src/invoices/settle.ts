import { mayMoveInvoice } from '@jiesuo/contract';
import type { Settlement } from '@jiesuo/contract/console';
import { writeLeaf } from '../audit/write.ts';
import type { Context, Trx } from '../context.ts';
import { openIssue } from '../moneyIssues/open.ts';
import type { OrderRow } from '../orders/move.ts';
import type { RefundRow } from '../refunds/begin.ts';
import { feesKept } from './due.ts';
import { type InvoiceRow, lockLive, moveInvoice } from './row.ts';

/** The fee went back: what was asked for ends, what was made has to be offset. The order must be locked, its refund `done`. */
export async function settleInvoice(
  trx: Trx,
  ctx: Context,
  order: Pick<OrderRow, 'id' | 'number'>,
  refund: RefundRow,
): Promise<void> {
  const invoice = await lockLive(trx, order.id);
  if (!invoice || invoice.state === 'red_due') return;
  // Money that came twice goes back and leaves the fee where it is.
  if ((await feesKept(trx, [order.id], 'done')).has(order.id)) return;
  const now = ctx.clock();
  const move = mayMoveInvoice('end', invoice.state) ? 'end' : 'requireRed';
  await moveInvoice(trx, invoice, move, now, { reason: null });
  if (move === 'requireRed') await raiseRedDue(trx, ctx, invoice, refund);
  const origin = { ctx, at: now, actor: 'system', operation: 'invoices.settle', requestId: null };
  await writeLeaf(trx, origin, {
    subject: order.number,
    detail: { request: invoice.number, move, refund: refund.number },
  });
}

/** The tax of an invoice whose money is gone is owed until the red-letter one is made: a person must see to it. */
export const raiseRedDue = (
  trx: Trx,
  ctx: Context,
  invoice: Pick<InvoiceRow, 'number' | 'order_id' | 'amount_fen' | 'invoice_number'>,
  refund: Pick<RefundRow, 'number' | 'channel' | 'attempt'>,
): Promise<boolean> =>
  openIssue(trx, ctx, {
    kind: 'red_letter_due',
    channel: refund.channel,
    about: invoice.number,
    orderId: invoice.order_id,
    attempt: refund.attempt,
    refund: refund.number,
    amountFen: invoice.amount_fen,
    reference: invoice.invoice_number ?? undefined,
  });

/** The red-letter invoice is made: nobody has to see to it any more. */
export async function settleRedDue(trx: Trx, ctx: Context, { number, order_id }: InvoiceRow): Promise<void> {
  await trx
    .updateTable('money_issues')
    .set({ resolved_at: ctx.clock(), note: 'red_letter_made' satisfies Settlement })
    .where('ca_id', '=', ctx.caId)
    .where('order_id', '=', order_id)
    .where('once_key', 'like', `red_letter_due:%:${number}`)
    .where('resolved_at', 'is', null)
    .execute();
}
