import type { Book } from '../trades/book.ts';
import { yuan } from '../trades/book.ts';
import type { Trade } from '../trades/trade.ts';
import { type Operation, tradeIn } from './operation.ts';
import { chinaTime } from './sign.ts';

/** What has gone back of a trade, fen. */
export const refundedFen = (book: Book, trade: Trade): number =>
  book
    .refundsOf(trade)
    .filter(({ state }) => state === 'done')
    .reduce((sum, one) => sum + one.amountFen, 0);

/** TRADE_CLOSED has two meanings: never paid, and given back whole. */
export function statusOf(book: Book, trade: Trade): 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_CLOSED' {
  if (trade.state === 'closed') return 'TRADE_CLOSED';
  if (trade.state !== 'paid') return 'WAIT_BUYER_PAY';
  return refundedFen(book, trade) >= trade.amountFen ? 'TRADE_CLOSED' : 'TRADE_SUCCESS';
}

export const query: Operation = (parts, { content }) => {
  const trade = tradeIn(parts, content);
  const amount = yuan(trade.amountFen);
  return {
    trade_no: trade.reference,
    out_trade_no: trade.number,
    buyer_logon_id: '199******01',
    trade_status: statusOf(parts.book, trade),
    total_amount: amount,
    ...(trade.paidAt && {
      buyer_user_id: trade.payer,
      buyer_pay_amount: amount,
      receipt_amount: amount,
      invoice_amount: amount,
      point_amount: '0.00',
      send_pay_date: chinaTime(new Date(trade.paidAt)),
    }),
  };
};
