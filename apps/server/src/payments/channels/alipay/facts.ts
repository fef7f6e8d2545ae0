import { readShanghai } from '@jiesuo/contract';
import { z } from 'zod';
import { fenOf } from '../amount.ts';
import type { RefundFact, TradeFact } from '../channel.ts';

const id = z.string().min(1).max(64);

const trade = z.object({
  out_trade_no: id,
  trade_no: id,
  trade_status: z.string(),
  total_amount: z.string(),
  /** Of replies: when the money came. */
  send_pay_date: z.string().optional(),
  /** Of notifications: the same. */
  gmt_payment: z.string().optional(),
});
const refund = z.object({
  out_trade_no: id.optional(),
  out_request_no: id.optional(),
  trade_no: id.optional(),
  refund_status: z.string().optional(),
  refund_amount: z.string().optional(),
});

/** What a proven reply or notification says of a trade; undefined when it is malformed. */
export function readTrade(said: unknown): TradeFact | undefined {
  const { data } = trade.safeParse(said);
  if (!data) return undefined;
  const number = data.out_trade_no;
  const paidAt = readShanghai(data.send_pay_date ?? data.gmt_payment ?? '');
  // TRADE_CLOSED has two meanings: never paid, and given back whole. Only the second has a time of payment.
  const isPaid = ['TRADE_SUCCESS', 'TRADE_FINISHED'].includes(data.trade_status) || paidAt !== undefined;
  if (isPaid) {
    const amountFen = fenOf(data.total_amount);
    if (amountFen === undefined || amountFen <= 0) return undefined;
    return { number, state: 'paid', amountFen, reference: data.trade_no, ...(paidAt && { paidAt }) };
  }
  if (data.trade_status === 'WAIT_BUYER_PAY') return { number, state: 'open' };
  return data.trade_status === 'TRADE_CLOSED' ? { number, state: 'closed' } : undefined;
}

/** What a proven reply says of one refund; undefined when it is malformed or about another one. An empty reply: no such refund was done. */
export function readRefund(
  said: unknown,
  asked: { readonly refund: string; readonly number: string },
): RefundFact | undefined {
  const { data } = refund.safeParse(said);
  if (!data || (data.out_trade_no ?? asked.number) !== asked.number) return undefined;
  if ((data.out_request_no ?? asked.refund) !== asked.refund) return undefined;
  const { refund: ours } = asked;
  if (data.refund_status === undefined && data.refund_amount === undefined) return { refund: ours, state: 'absent' };
  if ((data.refund_status ?? 'REFUND_SUCCESS') !== 'REFUND_SUCCESS') return { refund: ours, state: 'processing' };
  const amountFen = fenOf(data.refund_amount ?? '');
  if (amountFen === undefined || amountFen <= 0) return undefined;
  return { refund: ours, state: 'done', amountFen, ...(data.trade_no !== undefined && { reference: data.trade_no }) };
}
