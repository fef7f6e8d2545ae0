import { z } from 'zod';
import { freshReference } from '../trades/book.ts';
import type { Parts } from '../trades/parts.ts';
import type { Refund, Trade } from '../trades/trade.ts';
import type { Call } from './door.ts';
import { refusals, WechatRefusal } from './refusal.ts';
import { refundShape } from './shape.ts';

const asked = z.looseObject({
  transaction_id: z.string().optional(),
  out_trade_no: z.string().optional(),
  out_refund_no: z.string().regex(/^[A-Za-z0-9_\-|*@]{1,64}$/),
  reason: z.string().max(80).optional(),
  notify_url: z.url().max(255).optional(),
  amount: z.looseObject({
    refund: z.number().int().min(1),
    total: z.number().int().min(1),
    currency: z.literal('CNY'),
  }),
});
const byNumber = z.object({ number: z.string() });
const partsMost = 50;
const dayMs = 86_400_000;

/** POST /v3/refund/domestic/refunds: the same number again is the same refund; another amount under it is refused. */
export const refund =
  (parts: Parts): Call =>
  ({ body }) => {
    const given = asked.parse(body);
    const { book } = parts;
    const trade = given.transaction_id
      ? book.byReference('wechat', given.transaction_id)
      : book.trade('wechat', given.out_trade_no ?? '');
    if (!trade) throw refusals.absent();
    const known = book.refund('wechat', given.out_refund_no);
    if (known) {
      const isSame = known.number === trade.number && known.amountFen === given.amount.refund;
      if (!isSame || given.amount.total !== trade.amountFen) throw refusals.changed();
      return refundShape(known, trade);
    }
    judge(trade, given.amount, book.refundsOf(trade), book.now());
    const made: Refund = {
      gateway: 'wechat',
      number: trade.number,
      refund: given.out_refund_no,
      reference: freshReference('5030', book.now(), 29),
      amountFen: given.amount.refund,
      ...(given.reason !== undefined && { reason: given.reason }),
      ...(given.notify_url !== undefined && { notifyUrl: given.notify_url }),
      state: 'processing',
      askedAt: book.now().toISOString(),
    };
    return refundShape(parts.refunds.begin(made), trade);
  };

function judge(trade: Trade, amount: { refund: number; total: number }, refunds: readonly Refund[], now: Date): void {
  const bad = (message: string) => new WechatRefusal(400, 'INVALID_REQUEST', message);
  if (trade.state !== 'paid') throw bad('订单状态不允许退款');
  if (amount.total !== trade.amountFen) throw bad('订单金额与退款请求不一致');
  const standing = refunds.filter((one) => one.state !== 'closed');
  if (standing.length >= partsMost) throw bad('退款次数超过限制');
  if (standing.reduce((sum, one) => sum + one.amountFen, amount.refund) > trade.amountFen)
    throw bad('退款金额大于可退金额');
  if (now.getTime() - Date.parse(trade.paidAt ?? trade.madeAt) > 365 * dayMs) throw bad('订单已超过可退款的最大期限');
}

/** GET /v3/refund/domestic/refunds/{number} */
export const queryRefund =
  ({ book }: Parts): Call =>
  ({ params }) => {
    const known = book.refund('wechat', byNumber.parse(params).number);
    const trade = known && book.trade('wechat', known.number);
    if (!known || !trade) throw refusals.noRefund();
    return refundShape(known, trade);
  };
