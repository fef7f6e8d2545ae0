import { accounts } from '../keys/accounts.ts';
import type { Refund, Trade } from '../trades/trade.ts';

/** RFC 3339 with China's offset, as WeChat writes times. */
export const chinaTime = (iso: string): string =>
  `${new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

const words = { NOTPAY: '订单未支付', SUCCESS: '支付成功', REFUND: '转入退款', CLOSED: '订单已关闭' } as const;

export function stateOf(trade: Trade, refunds: readonly Refund[]): keyof typeof words {
  if (trade.state === 'closed') return 'CLOSED';
  if (trade.state !== 'paid') return 'NOTPAY';
  return refunds.length > 0 ? 'REFUND' : 'SUCCESS';
}

/** A trade as queries and notifications show it. An unpaid one, also when its time is over, shows no money. */
export function tradeShape(trade: Trade, refunds: readonly Refund[]) {
  const { mchId: mchid, appId: appid } = accounts.wechat;
  const state = stateOf(trade, refunds);
  const head = { appid, mchid, out_trade_no: trade.number, trade_state: state, trade_state_desc: words[state] };
  if (trade.state !== 'paid') return { ...head, amount: { total: trade.amountFen, currency: 'CNY' } };
  return {
    ...head,
    transaction_id: trade.reference,
    trade_type: 'NATIVE',
    bank_type: 'OTHERS',
    attach: '',
    success_time: chinaTime(trade.paidAt ?? trade.madeAt),
    payer: { openid: trade.payer },
    amount: {
      total: trade.amountFen,
      payer_total: trade.amountFen,
      currency: 'CNY',
      payer_currency: 'CNY',
    },
  };
}

const refundStates = { processing: 'PROCESSING', done: 'SUCCESS', abnormal: 'ABNORMAL', closed: 'CLOSED' } as const;
export const refundState = (one: Refund) => refundStates[one.state];

export function refundShape(one: Refund, trade: Trade) {
  return {
    refund_id: one.reference,
    out_refund_no: one.refund,
    transaction_id: trade.reference,
    out_trade_no: trade.number,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    ...(one.doneAt && { success_time: chinaTime(one.doneAt) }),
    create_time: chinaTime(one.askedAt),
    status: refundState(one),
    funds_account: 'AVAILABLE',
    amount: {
      total: trade.amountFen,
      refund: one.amountFen,
      payer_total: trade.amountFen,
      payer_refund: one.amountFen,
      settlement_refund: one.amountFen,
      settlement_total: trade.amountFen,
      discount_refund: 0,
      currency: 'CNY',
    },
  };
}
