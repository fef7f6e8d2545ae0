import type { InvoiceKind } from '@jiesuo/contract';
import type { TitleFacts } from '@jiesuo/contract/portal';
import type { Context, Trx } from '../context.ts';
import { factsOf, sealFacts } from '../invoiceTitles/facts.ts';
import { handle } from '../operation.ts';
import { lockOwnOrder } from '../orders/lock.ts';
import { Refusal } from '../refusal.ts';
import { feesKept } from './due.ts';
import { requestNumber } from './number.ts';
import { factsPlace, lockLive, moveInvoice } from './row.ts';
import { showInvoice } from './view.ts';

/** One request of an order at a time: one that was sent back is asked for again under its own number. */
export const ask = handle('invoices.ask', async ({ number, title, sort: kind }, act) => {
  const { ctx, who, now } = act;
  return act.write(async (trx, leaf) => {
    const order = await lockOwnOrder(trx, ctx, number, who.accountId);
    const facts = await titleNamed(trx, ctx, who.accountId, title);
    if (!order || !facts) throw new Refusal('not_found');
    const before = await lockLive(trx, order.id);
    if (before && before.state !== 'rejected') throw new Refusal('invoice_asked_already');
    if (!(await feesKept(trx, [order.id], 'begun')).has(order.id)) throw new Refusal('invoice_not_due');
    if (!(await ctx.settings(trx)).invoiceKinds.includes(kind)) throw new Refusal('invoice_kind_off');
    if (!isFit(kind, facts)) throw new Refusal('invoice_title_unfit');
    const request = before?.number ?? requestNumber(now);
    const copied = {
      kind,
      holder: facts.holder,
      organisation: facts.holder === 'organisation' ? facts.name : null,
      facts_sealed: sealFacts(ctx, factsPlace(request), facts),
      asked_at: now,
      forgotten_at: null,
    };
    if (before)
      await moveInvoice(trx, before, 'amend', now, { ...copied, reason: null, batch: null, exported_at: null });
    else
      await trx
        .insertInto('invoices')
        .values({
          number: request,
          ca_id: ctx.caId,
          order_id: order.id,
          ...copied,
          amount_fen: order.fee_fen,
          state: 'requested',
          changed_at: now,
        })
        .execute();
    leaf({ subject: number, detail: { request, kind, holder: facts.holder, title } });
    return showInvoice(trx, ctx, order);
  });
});

/** A special invoice gives its taxpayer the right to deduct: it names all of these (增值税专用发票使用规定 §11). */
const isFit = (kind: InvoiceKind, { holder, address, phone, bank, bankAccount }: TitleFacts): boolean =>
  kind === 'ordinary' ||
  (holder === 'organisation' && [address, phone, bank, bankAccount].every((text) => text !== ''));

async function titleNamed(trx: Trx, ctx: Context, accountId: string, id: string): Promise<TitleFacts | undefined> {
  const row = await trx
    .selectFrom('invoice_titles')
    .selectAll()
    .where('id', '=', id)
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row && factsOf(ctx, row);
}
