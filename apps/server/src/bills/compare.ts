import { boundsOf, shiftDay } from '@jiesuo/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { IssueFacts } from '../moneyIssues/open.ts';
import type { Told } from '../payments/inbox.ts';
import type { BillKey } from './read.ts';

export interface Bill extends BillKey {
  readonly id: string;
}

/** Around midnight the gateway and we may count one payment to two days: the bills beside it are asked too. */
const neighbourDays = 1;
/** A refund counts here when we hear of it, and in the bill when it was done. */
const hearsayDays = 7;

interface PaidLine {
  readonly number: string;
  readonly reference: string;
  readonly amountFen: number;
  readonly at: Date;
  readonly orderId: string | null;
  readonly state: string | null;
  readonly expectedFen: number | null;
}

/** Lines of money that came, which are not in the books exactly so. */
const oddPaid = async (ctx: Context, bill: Bill): Promise<readonly PaidLine[]> =>
  (
    await sql<PaidLine>`select l.number, l.reference, l.amount_fen as "amountFen", l.at,
        a.order_id as "orderId", a.state, a.amount_fen as "expectedFen"
      from bill_lines l left join pay_attempts a
        on a.number = l.number and a.ca_id = ${ctx.caId} and a.channel = ${bill.channel}
      where l.bill_id = ${bill.id} and l.kind = 'paid'
        and (a.number is null or a.state <> 'paid' or a.amount_fen <> l.amount_fen
          or a.gateway_reference is distinct from l.reference)
      order by l.line`.execute(ctx.db)
  ).rows;

interface RefundedLine extends Omit<PaidLine, 'at'> {
  readonly refund: string | null;
  readonly attempt: string | null;
}

const oddRefunded = async (ctx: Context, bill: Bill): Promise<readonly RefundedLine[]> =>
  (
    await sql<RefundedLine>`select l.number, l.reference, l.refund, l.amount_fen as "amountFen",
        r.order_id as "orderId", r.attempt, r.state, r.amount_fen as "expectedFen"
      from bill_lines l left join refunds r
        on r.number = l.refund and r.ca_id = ${ctx.caId} and r.channel = ${bill.channel}
      where l.bill_id = ${bill.id} and l.kind = 'refunded'
        and (r.number is null or r.state <> 'done' or r.amount_fen <> l.amount_fen)
      order by l.line`.execute(ctx.db)
  ).rows;

/**
 * What the bill knows and the books do not: money whose notification and every query were lost. It counts like any other fact.
 * A wrong amount is not among it: that a person must see as the bill's word.
 */
export async function newsOf(ctx: Context, bill: Bill): Promise<readonly Told[]> {
  const { channel, day } = bill;
  const paid = (await oddPaid(ctx, bill)).filter(
    ({ state, amountFen, expectedFen }) => state !== null && amountFen === expectedFen,
  );
  const refunded = (await oddRefunded(ctx, bill)).filter(
    ({ state, amountFen, expectedFen }) => state !== null && amountFen === expectedFen,
  );
  return [
    ...paid.map(
      ({ number, reference, amountFen, at }): Told => ({
        source: 'bill',
        key: `${day}:${number}:${reference}`,
        observation: {
          about: 'trade',
          channel,
          fact: { number, state: 'paid', amountFen, reference, paidAt: at },
        },
      }),
    ),
    ...refunded.map(
      ({ refund, reference, amountFen }): Told => ({
        source: 'bill',
        key: `${day}:${refund}`,
        observation: {
          about: 'refund',
          channel,
          fact: { refund: refund ?? '', state: 'done', amountFen, reference },
        },
      }),
    ),
  ];
}

/** What does not agree, both ways, once the bill's news have counted. */
export async function differencesOf(ctx: Context, bill: Bill): Promise<readonly IssueFacts[]> {
  const { channel, day } = bill;
  const base = { channel, bill: bill.id } as const;
  const paid = (await oddPaid(ctx, bill)).map(
    ({ number, reference, amountFen, orderId, expectedFen }): IssueFacts => ({
      ...base,
      kind: orderId === null ? 'bill_only' : 'bill_amount_differs',
      about: `${day}:${number}:${reference}`,
      orderId: orderId ?? undefined,
      attempt: number,
      amountFen,
      expectedFen: expectedFen ?? undefined,
      reference,
    }),
  );
  const refunded = (await oddRefunded(ctx, bill)).map(
    ({ number, reference, refund, amountFen, orderId, expectedFen }): IssueFacts => ({
      ...base,
      kind: orderId === null ? 'bill_only' : 'bill_refund_differs',
      about: `${day}:${refund ?? number}:${reference}`,
      orderId: orderId ?? undefined,
      attempt: number,
      refund: refund ?? undefined,
      amountFen,
      expectedFen: expectedFen ?? undefined,
      reference,
    }),
  );
  return [...paid, ...refunded, ...(await missingPaid(ctx, bill)), ...(await missingRefunded(ctx, bill))];
}

interface Missing {
  readonly orderId: string;
  readonly attempt: string;
  readonly refund: string | null;
  readonly expectedFen: number;
  readonly reference: string | null;
}
const asIssue = (bill: Bill, { orderId, attempt, refund, expectedFen, reference }: Missing): IssueFacts => ({
  channel: bill.channel,
  bill: bill.id,
  kind: 'ledger_only',
  about: refund ?? attempt,
  orderId,
  attempt,
  refund: refund ?? undefined,
  expectedFen,
  reference: reference ?? undefined,
});

async function missingPaid(ctx: Context, bill: Bill): Promise<readonly IssueFacts[]> {
  const { from, to } = boundsOf(bill.day);
  const { rows } = await sql<Missing>`select a.order_id as "orderId", a.number as attempt, null as refund,
      a.amount_fen as "expectedFen", a.gateway_reference as reference
    from pay_attempts a
    where a.ca_id = ${ctx.caId} and a.channel = ${bill.channel} and a.state = 'paid' and a.paid_at >= ${from} and a.paid_at < ${to}
      and not exists (select 1 from bill_lines l join bills b on b.id = l.bill_id
        where b.ca_id = a.ca_id and b.channel = a.channel and l.kind = 'paid' and l.number = a.number
          and b.day between ${shiftDay(bill.day, -neighbourDays)}::date and ${shiftDay(bill.day, neighbourDays)}::date)
    order by a.number`.execute(ctx.db);
  return rows.map((row) => asIssue(bill, row));
}

async function missingRefunded(ctx: Context, bill: Bill): Promise<readonly IssueFacts[]> {
  const { from, to } = boundsOf(bill.day);
  const { rows } = await sql<Missing>`select r.order_id as "orderId", r.attempt, r.number as refund,
      r.amount_fen as "expectedFen", r.reference
    from refunds r
    where r.ca_id = ${ctx.caId} and r.channel = ${bill.channel} and r.state = 'done' and r.done_at >= ${from} and r.done_at < ${to}
      and not exists (select 1 from bill_lines l join bills b on b.id = l.bill_id
        where b.ca_id = r.ca_id and b.channel = r.channel and l.kind = 'refunded' and l.refund = r.number
          and b.day between ${shiftDay(bill.day, -hearsayDays)}::date and ${shiftDay(bill.day, neighbourDays)}::date)
    order by r.number`.execute(ctx.db);
  return rows.map((row) => asIssue(bill, row));
}
