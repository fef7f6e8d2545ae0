import { shanghaiTime } from '@jiesuo/contract';
import { z } from 'zod';
import { billOfAlipay } from './alipay/bill.ts';
import { type AlipayParts, callAlipay, callWords, type Said } from './alipay/call.ts';
import { readRefund, readTrade } from './alipay/facts.ts';
import { hearAlipay } from './alipay/hear.ts';
import { encoded } from './alipay/sign.ts';
import { yuanOf } from './amount.ts';
import {
  type Asked,
  type Channel,
  GatewayFault,
  GatewayRefusal,
  type Offer,
  type RefundAsked,
  type RefundFact,
  type TradeFact,
} from './channel.ts';

const qrMs = 2 * 3_600_000;
/** The address of its page carries a time: it is meant to be opened at once. */
const pageMs = 15 * 60_000;
const absent = 'ACQ.TRADE_NOT_EXIST';
/** Closing refused because the trade is paid, finished or closed already. */
const settled = new Set(['ACQ.TRADE_STATUS_ERROR', 'ACQ.REASON_TRADE_STATUS_INVALID', 'ACQ.REASON_ILLEGAL_STATUS']);

/** Alipay: QR (precreate) and its own page, query, close, refunds, notifications, bills; all by the signed v1.0 protocol (docs/decisions/016). */
export function createAlipay(parts: AlipayParts): Channel {
  async function query(number: string): Promise<TradeFact> {
    const answer = await callAlipay(parts, 'alipay.trade.query', { out_trade_no: number });
    if (answer.is === 'good') return about(number, readTrade(answer.said));
    // A trade begins when the QR is scanned: until it has run out, "no such trade" is "not yet".
    if (answer.code === absent) return { number, state: 'absent' };
    throw new GatewayRefusal(answer.code);
  }

  async function close(number: string): Promise<'closed' | 'paid' | 'absent'> {
    const answer = await callAlipay(parts, 'alipay.trade.close', { out_trade_no: number });
    if (answer.is === 'good') return 'closed';
    if (answer.code === absent) return 'absent';
    if (!settled.has(answer.code)) throw new GatewayRefusal(answer.code);
    const { state } = await query(number);
    if (state === 'open') throw new GatewayFault(answer.code);
    return state;
  }

  async function queryRefund(refund: string, number: string): Promise<RefundFact> {
    const answer = await callAlipay(parts, 'alipay.trade.fastpay.refund.query', {
      out_trade_no: number,
      out_request_no: refund,
    });
    if (answer.is === 'bad' && answer.code === absent) return { refund, state: 'absent' };
    const fact = readRefund(goodOf(answer), { refund, number });
    if (!fact) throw new GatewayFault('malformed');
    return fact;
  }

  async function refund(asked: RefundAsked): Promise<RefundFact> {
    const answer = await callAlipay(parts, 'alipay.trade.refund', {
      out_trade_no: asked.number,
      out_request_no: asked.refund,
      refund_amount: yuanOf(asked.amountFen),
      refund_reason: asked.reason,
    });
    const { data } = z
      .object({ out_trade_no: z.string(), trade_no: z.string().max(64), fund_change: z.string().optional() })
      .safeParse(goodOf(answer));
    if (!data) throw new GatewayFault('malformed');
    if (data.out_trade_no !== asked.number) throw new GatewayFault('not_proven');
    const own = { refund: asked.refund, reference: data.trade_no };
    if (data.fund_change === 'Y') return { ...own, state: 'done' };
    // N: this call moved nothing, because an earlier one did, or because it is not done yet. What became of it the query says.
    const known = await queryRefund(asked.refund, asked.number);
    return known.state === 'absent' ? { ...own, state: 'processing' } : known;
  }

  const order = (asked: Asked) => ({
    out_trade_no: asked.number,
    total_amount: yuanOf(asked.amountFen),
    subject: asked.subject,
    // Without it a QR that was once given out could be paid for ever.
    time_expire: shanghaiTime(asked.expiresAt),
  });
  const until = (asked: Asked, ms: number) =>
    new Date(Math.min(parts.clock().getTime() + ms, asked.expiresAt.getTime()));

  async function offerQr(asked: Asked): Promise<Offer> {
    const more = { notify_url: parts.notifyUrl };
    const answer = await callAlipay(parts, 'alipay.trade.precreate', order(asked), more);
    const { data } = z
      .object({ out_trade_no: z.string(), qr_code: z.string().min(1).max(512) })
      .safeParse(goodOf(answer));
    if (!data) throw new GatewayFault('malformed');
    if (data.out_trade_no !== asked.number) throw new GatewayFault('not_proven');
    return { kind: 'qr', text: data.qr_code, validUntil: until(asked, qrMs) };
  }

  /** An address to be opened by GET: the form that Alipay's own library makes needs a script in our page and damages `&quot;`. */
  function offerPage(asked: Asked): Offer {
    const content = { ...order(asked), product_code: 'FAST_INSTANT_TRADE_PAY' };
    const more = {
      notify_url: parts.notifyUrl,
      return_url: `${parts.returnUrl}/${encodeURIComponent(asked.order)}/pay`,
    };
    const words = callWords(parts, 'alipay.trade.page.pay', content, more);
    return { kind: 'page', url: `${parts.url}?${encoded(words)}`, validUntil: until(asked, pageMs) };
  }

  return {
    name: 'alipay',
    offer: async (asked, how) => (how === 'page' ? offerPage(asked) : offerQr(asked)),
    query,
    close,
    refund,
    queryRefund,
    hear: (_headers, raw) => hearAlipay(parts, raw),
    bill: (day) => billOfAlipay(parts, day),
  };
}

function goodOf(answer: Said): unknown {
  if (answer.is === 'bad') throw new GatewayRefusal(answer.code);
  return answer.said;
}

function about(number: string, fact: TradeFact | undefined): TradeFact {
  if (!fact) throw new GatewayFault('malformed');
  // A proven answer about another trade is an old one, replayed: v1.0 replies carry no time.
  if (fact.number !== number) throw new GatewayFault('not_proven');
  return fact;
}
