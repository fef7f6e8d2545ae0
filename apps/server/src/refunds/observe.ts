import type { MoneyIssueKind, PayChannel } from '@jiesuo/contract';
import type { Context, Trx } from '../context.ts';
import { settleInvoice } from '../invoices/settle.ts';
import { openIssue, settleIssues } from '../moneyIssues/open.ts';
import { type OrderRow, recordEvent, tellCustomer } from '../orders/move.ts';
import type { RefundFact } from '../payments/channels/channel.ts';
import type { Observation } from '../payments/observe.ts';
import { sumMoney } from '../payments/sum.ts';
import { liveRefund, type RefundRow } from './begin.ts';

type RefundIssue = Extract<MoneyIssueKind, 'refund_unknown' | 'refund_differs' | 'refund_abnormal' | 'refund_closed'>;
export type RefundOutcome = 'nothing' | 'repeated' | 'processing' | 'done' | 'again' | RefundIssue;

/** What a gateway says of a refund. Done is final: no later word takes it back. */
export async function observeRefund(
  trx: Trx,
  ctx: Context,
  { channel, fact }: Extract<Observation, { about: 'refund' }>,
): Promise<RefundOutcome> {
  const found = await lockRefund(trx, ctx, fact.refund);
  if (found?.refund.channel !== channel) {
    if (fact.state === 'absent') return 'nothing';
    return raise(trx, ctx, 'refund_unknown', channel, fact);
  }
  const { order, refund } = found;
  const isUnderWay = ['approved', 'processing', 'abnormal'].includes(refund.state);
  if (fact.state === 'done' && fact.amountFen !== undefined && fact.amountFen !== refund.amount_fen)
    return raise(trx, ctx, 'refund_differs', channel, fact, refund);
  if (refund.state === 'done') return 'repeated';
  // Money went back for what nobody has approved, or under a number that had ended: our own doing it was not.
  const isOurs = isUnderWay || (refund.state === 'closed' && !(await liveRefund(trx, refund.attempt)));
  if (!isOurs && fact.state !== 'closed') return raise(trx, ctx, 'refund_unknown', channel, fact, refund);
  switch (fact.state) {
    case 'done':
      return finish(trx, ctx, order, refund, fact);
    case 'processing':
      if (refund.state !== 'approved') return 'repeated';
      await change(trx, refund, { state: 'processing' });
      return 'processing';
    case 'absent':
      if (refund.state !== 'processing') return 'nothing';
      await change(trx, refund, { state: 'approved' });
      return 'again';
    case 'abnormal':
    case 'closed':
      if (refund.state === fact.state || refund.state === 'closed') return 'repeated';
      await change(trx, refund, { state: fact.state, next_try_at: null });
      await sumMoney(trx, order);
      return raise(trx, ctx, `refund_${fact.state}`, channel, fact, refund);
  }
}

/** Order first, then the refund. */
export async function lockRefund(
  trx: Trx,
  ctx: Context,
  number: string,
): Promise<{ order: OrderRow; refund: RefundRow } | undefined> {
  const named = await trx
    .selectFrom('refunds')
    .select('order_id')
    .where('number', '=', number)
    .where('ca_id', '=', ctx.caId)
    .executeTakeFirst();
  if (!named) return undefined;
  const lock = trx.selectFrom('orders').selectAll().where('id', '=', named.order_id).forUpdate();
  const order = await lock.executeTakeFirstOrThrow();
  const again = trx.selectFrom('refunds').selectAll().where('number', '=', number).forUpdate();
  return { order, refund: await again.executeTakeFirstOrThrow() };
}

/** The money is back: the order's sum, its timeline, and whatever had waited for a person because of it. */
export async function finish(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  refund: RefundRow,
  { reference }: Pick<RefundFact, 'reference'>,
): Promise<'done'> {
  const now = ctx.clock();
  await change(trx, refund, { state: 'done', done_at: now, next_try_at: null, reference: reference ?? null });
  await sumMoney(trx, order);
  await settleIssues(trx, ctx, refund);
  await settleInvoice(trx, ctx, order, refund);
  await recordEvent(trx, order, 'refunded', now);
  await tellCustomer(trx, ctx, order, { template: 'order_refunded' }, refund.number);
  return 'done';
}

const change = (
  trx: Trx,
  refund: RefundRow,
  changes: Partial<Pick<RefundRow, 'state' | 'done_at' | 'next_try_at' | 'reference'>>,
) => trx.updateTable('refunds').set(changes).where('number', '=', refund.number).execute();

async function raise(
  trx: Trx,
  ctx: Context,
  kind: RefundIssue,
  channel: PayChannel,
  fact: RefundFact,
  refund?: RefundRow,
): Promise<RefundIssue> {
  await openIssue(trx, ctx, {
    kind,
    channel,
    // An abnormal refund that was tried again and failed again is a new matter.
    about: `${fact.refund}:${refund?.tries ?? ''}:${fact.amountFen ?? ''}`,
    orderId: refund?.order_id,
    attempt: refund?.attempt,
    refund: fact.refund,
    amountFen: fact.amountFen,
    expectedFen: refund?.amount_fen,
    reference: fact.reference,
  });
  return kind;
}
