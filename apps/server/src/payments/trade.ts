import type { MoneyIssueKind, MoneyUse, PayChannel } from '@jiesuo/contract';
import type { Selectable } from 'kysely';
import type { Context, Trx } from '../context.ts';
import type { PayAttemptsTable } from '../db/schema/money.ts';
import { openIssue } from '../moneyIssues/open.ts';
import type { OrderRow } from '../orders/move.ts';
import { beginRefund } from '../refunds/begin.ts';
import type { TradeFact } from './channels/channel.ts';
import { markPaid, takeFees } from './fees.ts';
import type { Observation } from './observe.ts';
import { sumMoney } from './sum.ts';

export type AttemptRow = Selectable<PayAttemptsTable>;
/** `nothing`: it changes nothing. `repeated`: known already. A use: the money came. An issue: a person must look. */
export type TradeOutcome = 'nothing' | 'repeated' | 'closed' | MoneyUse | TradeIssue;
type TradeIssue = Extract<MoneyIssueKind, 'unknown_trade' | 'amount_differs' | 'reference_differs' | 'reference_used'>;
export type PaidFact = TradeFact & { readonly amountFen: number; readonly reference: string };

export async function observeTrade(
  trx: Trx,
  ctx: Context,
  { channel, fact, toldBy }: Extract<Observation, { about: 'trade' }>,
): Promise<TradeOutcome> {
  if (fact.state === 'open' || fact.state === 'absent') return 'nothing';
  const found = await lockAttempt(trx, ctx, fact.number);
  if (fact.state === 'closed') return found ? closeAttempt(trx, found.attempt, ctx.clock()) : 'nothing';
  if (!isPaid(fact)) throw new Error('a paid trade names its amount and its reference');
  if (found?.attempt.channel !== channel) return raise(trx, ctx, 'unknown_trade', channel, fact);
  const { order, attempt } = found;
  const fault = faultOf(attempt, fact, await isUsed(trx, attempt, fact));
  if (fault === 'repeated') return fault;
  if (fault) {
    // Its gateway takes no second money for it: the order may be paid another way, or end; the issue holds the money.
    await closeAttempt(trx, attempt, ctx.clock());
    return raise(trx, ctx, fault, channel, fact, attempt);
  }
  return takeMoney(trx, ctx, order, attempt, fact, toldBy);
}

/** Order first, then the try: everybody who touches money queues at the order's row. */
export async function lockAttempt(
  trx: Trx,
  ctx: Context,
  number: string,
): Promise<{ order: OrderRow; attempt: AttemptRow } | undefined> {
  const order = await trx
    .selectFrom('orders')
    .innerJoin('pay_attempts', 'pay_attempts.order_id', 'orders.id')
    .selectAll('orders')
    .where('pay_attempts.number', '=', number)
    .where('pay_attempts.ca_id', '=', ctx.caId)
    .forUpdate('orders')
    .executeTakeFirst();
  if (!order) return undefined;
  const again = trx.selectFrom('pay_attempts').selectAll().where('number', '=', number).forUpdate();
  return { order, attempt: await again.executeTakeFirstOrThrow() };
}

export const isPaid = (fact: TradeFact): fact is PaidFact =>
  fact.state === 'paid' && fact.amountFen !== undefined && fact.reference !== undefined;

/** What is wrong with this money, if anything is. A try that was closed here may still have been paid there. Pure. */
export function faultOf(
  attempt: Pick<AttemptRow, 'state' | 'amount_fen' | 'gateway_reference'>,
  fact: PaidFact,
  isReferenceUsed: boolean,
): 'repeated' | TradeIssue | undefined {
  if (attempt.state === 'paid' && attempt.gateway_reference !== fact.reference) return 'reference_differs';
  if (attempt.amount_fen !== fact.amountFen) return 'amount_differs';
  if (attempt.state === 'paid') return 'repeated';
  return isReferenceUsed ? 'reference_used' : undefined;
}

async function isUsed(trx: Trx, { ca_id, channel }: AttemptRow, { reference }: PaidFact): Promise<boolean> {
  const other = await trx
    .selectFrom('pay_attempts')
    .select('number')
    .where('ca_id', '=', ca_id)
    .where('channel', '=', channel)
    .where('gateway_reference', '=', reference)
    .executeTakeFirst();
  return other !== undefined;
}

async function takeMoney(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  attempt: AttemptRow,
  fact: PaidFact,
  toldBy: string | undefined,
): Promise<MoneyUse> {
  const use = await useOf(trx, order);
  if (use === 'order') await takeFees(trx, ctx, [{ order, attempt, fact }]);
  else {
    await markPaid(trx, use, [{ attempt, fact }], ctx.clock());
    await beginRefund(trx, ctx, order, attempt, { cause: use, ...(toldBy !== undefined && { askedBy: toldBy }) });
  }
  await sumMoney(trx, order);
  return use;
}

async function useOf(trx: Trx, order: OrderRow): Promise<MoneyUse> {
  if (order.status === 'unpaid') return 'order';
  const fee = await trx
    .selectFrom('pay_attempts')
    .select('number')
    .where('order_id', '=', order.id)
    .where('use', '=', 'order')
    .executeTakeFirst();
  return fee ? 'duplicate' : 'late';
}

export async function closeAttempt(trx: Trx, attempt: AttemptRow, now: Date): Promise<TradeOutcome> {
  if (attempt.state !== 'open') return 'repeated';
  await trx
    .updateTable('pay_attempts')
    .set({ state: 'closed', closed_at: now, next_query_at: null })
    .where('number', '=', attempt.number)
    .execute();
  return 'closed';
}

async function raise(
  trx: Trx,
  ctx: Context,
  kind: TradeIssue,
  channel: PayChannel,
  fact: PaidFact,
  attempt?: AttemptRow,
): Promise<TradeIssue> {
  const { number, amountFen, reference } = fact;
  await openIssue(trx, ctx, {
    kind,
    channel,
    about: `${number}:${reference}:${amountFen}`,
    orderId: attempt?.order_id,
    attempt: number,
    amountFen,
    expectedFen: attempt?.amount_fen,
    reference,
  });
  return kind;
}
