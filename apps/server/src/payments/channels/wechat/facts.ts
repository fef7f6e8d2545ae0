import { z } from 'zod';
import type { RefundFact, TradeFact } from '../channel.ts';

const id = z.string().min(1).max(64);
const fen = z.int().nonnegative();
const currency = z.literal('CNY').default('CNY');
const time = z.iso.datetime({ offset: true });

const transaction = z.object({
  mchid: id,
  appid: id,
  out_trade_no: id,
  trade_state: z.string(),
  transaction_id: id.optional(),
  success_time: time.optional(),
  amount: z.object({ total: fen, currency }).optional(),
});

const refund = z.object({
  mchid: id.optional(),
  out_trade_no: id,
  out_refund_no: id,
  refund_id: id,
  /** Of replies. */
  status: z.string().optional(),
  /** Of notifications. */
  refund_status: z.string().optional(),
  amount: z.object({ refund: fen, currency }),
});

/** REFUND: the money came, and some of it went back. PAYERROR is told of payment codes alone, where the customer may try again. */
const tradeStates: Readonly<Record<string, TradeFact['state']>> = {
  SUCCESS: 'paid',
  REFUND: 'paid',
  NOTPAY: 'open',
  USERPAYING: 'open',
  ACCEPT: 'open',
  PAYERROR: 'open',
  CLOSED: 'closed',
  REVOKED: 'closed',
};
const refundStates: Readonly<Record<string, RefundFact['state']>> = {
  SUCCESS: 'done',
  PROCESSING: 'processing',
  ABNORMAL: 'abnormal',
  CLOSED: 'closed',
};

export type Us = { readonly mchId: string; readonly appId: string };
export type Read<T> = T | 'malformed' | 'not_ours';

/** What a proven transaction says, or why it is no fact of ours. WeChat adds fields as it likes: those that we do not know are left alone. */
export function readTrade(said: unknown, us: Us): Read<TradeFact> {
  const { data } = transaction.safeParse(said);
  const state = data && tradeStates[data.trade_state];
  if (!state) return 'malformed';
  if (data.mchid !== us.mchId || data.appid !== us.appId) return 'not_ours';
  const number = data.out_trade_no;
  if (state !== 'paid') return { number, state };
  if (!data.amount || data.transaction_id === undefined) return 'malformed';
  const paidAt = data.success_time === undefined ? {} : { paidAt: new Date(data.success_time) };
  return { number, state, amountFen: data.amount.total, reference: data.transaction_id, ...paidAt };
}

export type RefundOfTrade = { readonly number: string; readonly fact: RefundFact };

/** What a proven refund says. Replies name no merchant: they answer a question that we signed. */
export function readRefund(said: unknown, us: Us): Read<RefundOfTrade> {
  const { data } = refund.safeParse(said);
  const state = data && refundStates[data.refund_status ?? data.status ?? ''];
  if (!state) return 'malformed';
  if (data.mchid !== undefined && data.mchid !== us.mchId) return 'not_ours';
  const { out_trade_no: number, out_refund_no: ours, refund_id: reference } = data;
  return { number, fact: { refund: ours, state, amountFen: data.amount.refund, reference } };
}
