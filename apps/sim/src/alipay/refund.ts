import { z } from 'zod';
import { fenOf, yuan } from '../trades/book.ts';
import type { Refund } from '../trades/trade.ts';
import { type Operation, tradeIn } from './operation.ts';
import { refundedFen } from './query.ts';
import { refusals } from './refusal.ts';
import { chinaTime } from './sign.ts';

const asked = z.looseObject({
  refund_amount: z.string(),
  refund_reason: z.string().max(256).optional(),
  out_request_no: z.string().min(1).max(64).optional(),
});
const named = z.looseObject({ out_request_no: z.string().min(1).max(64) });

/** The same number again is the same refund. `fund_change` is Y only where this very call moved money. */
export const refund: Operation = (parts, { content }) => {
  const { book } = parts;
  const trade = tradeIn(parts, content);
  const given = asked.parse(content);
  const amountFen = fenOf(given.refund_amount);
  if (amountFen === undefined || amountFen < 1) throw refusals.content('refund_amount');
  // Without a number of its own a refund is the trade's only one.
  const number = given.out_request_no ?? trade.number;
  const known = book.refund('alipay', number);
  if (known && (known.number !== trade.number || known.amountFen !== amountFen)) throw refusals.repeat();
  if (!known && trade.state !== 'paid') throw refusals.state();
  const standing = book.refundsOf(trade).reduce((sum, one) => sum + (one.state === 'closed' ? 0 : one.amountFen), 0);
  if (!known && standing + amountFen > trade.amountFen) throw refusals.tooMuch();
  const made: Refund = known ?? {
    gateway: 'alipay',
    number: trade.number,
    refund: number,
    reference: trade.reference ?? '',
    amountFen,
    ...(given.refund_reason !== undefined && { reason: given.refund_reason }),
    state: 'processing',
    askedAt: book.now().toISOString(),
  };
  const now = known ?? parts.refunds.begin(made);
  return {
    trade_no: trade.reference,
    out_trade_no: trade.number,
    buyer_logon_id: '199******01',
    buyer_user_id: trade.payer,
    fund_change: !known && now.state === 'done' ? 'Y' : 'N',
    refund_fee: yuan(refundedFen(book, trade)),
    ...(now.doneAt && { gmt_refund_pay: chinaTime(new Date(now.doneAt)) }),
  };
};

/** Says nothing but 10000 of a refund that is not done, or that never was. */
export const queryRefund: Operation = (parts, { content }) => {
  const trade = tradeIn(parts, content);
  const one = parts.book.refund('alipay', named.parse(content).out_request_no);
  if (!one || one.number !== trade.number || one.state !== 'done') return {};
  return {
    trade_no: trade.reference,
    out_trade_no: trade.number,
    out_request_no: one.refund,
    total_amount: yuan(trade.amountFen),
    refund_amount: yuan(one.amountFen),
    refund_status: 'REFUND_SUCCESS',
  };
};
