import { shanghaiTime } from '@jiesuo/contract';
import { z } from 'zod';
import {
  type Asked,
  type Channel,
  GatewayFault,
  type RefundAsked,
  type RefundFact,
  type TradeFact,
} from './channel.ts';
import { billOfWechat } from './wechat/bill.ts';
import { callWechat, refusalOf, type Said, type WechatParts } from './wechat/call.ts';
import { type Read, type RefundOfTrade, readRefund, readTrade } from './wechat/facts.ts';
import { hearWechat } from './wechat/hear.ts';

/** A code_url lives two hours; asking again with the same parameters gives another one. */
const offerMs = 2 * 3_600_000;
/** `2026-11-22T18:00:00+08:00`. */
const rfc3339 = (at: Date) => `${shanghaiTime(at).replace(' ', 'T')}+08:00`;
/** WeChat's documents have both spellings. */
const isNoTrade = (code: string) => code === 'ORDERNOTEXIST' || code === 'ORDER_NOT_EXIST';

/** WeChat Pay, API v3: Native (a QR), query, close, refunds, notifications, bills. It has no page of its own: `page` gives a QR too. */
export function createWechat(parts: WechatParts): Channel {
  const us = { mchid: parts.mchId };
  const ofTrade = (number: string) => `/v3/pay/transactions/out-trade-no/${encodeURIComponent(number)}`;

  async function query(number: string): Promise<TradeFact> {
    const answer = await callWechat(parts, 'GET', `${ofTrade(number)}?mchid=${encodeURIComponent(parts.mchId)}`);
    if (answer.is === 'good') return about(number, readTrade(answer.said, parts));
    if (isNoTrade(answer.code) && answer.isProven) return { number, state: 'absent' };
    throw refusalOf(answer);
  }

  async function close(number: string): Promise<'closed' | 'paid' | 'absent'> {
    const answer = await callWechat(parts, 'POST', `${ofTrade(number)}/close`, us);
    if (answer.is === 'good') return 'closed';
    // An error is a hint alone, ORDERPAID too: what became of the trade, only a proven query says.
    const { state } = await query(number);
    // Its trades are made before their QR is given out: where there is none, none can come of a QR.
    if (state === 'paid' || state === 'closed' || state === 'absent') return state === 'paid' ? 'paid' : 'closed';
    throw refusalOf(answer);
  }

  return {
    name: 'wechat',
    query,
    close,
    hear: (headers, raw) => hearWechat(parts, headers, raw),
    bill: (day) => billOfWechat(parts, day),

    async offer(asked: Asked) {
      const answer = await callWechat(parts, 'POST', '/v3/pay/transactions/native', {
        appid: parts.appId,
        ...us,
        description: asked.subject,
        out_trade_no: asked.number,
        time_expire: rfc3339(asked.expiresAt),
        notify_url: parts.notifyUrl,
        amount: { total: asked.amountFen, currency: 'CNY' },
      });
      const { data } = z.object({ code_url: z.string().min(1).max(512) }).safeParse(goodOf(answer));
      if (!data) throw new GatewayFault('malformed');
      const validUntil = new Date(Math.min(parts.clock().getTime() + offerMs, asked.expiresAt.getTime()));
      return { kind: 'qr', text: data.code_url, validUntil };
    },

    async refund(asked: RefundAsked): Promise<RefundFact> {
      const answer = await callWechat(parts, 'POST', '/v3/refund/domestic/refunds', {
        out_trade_no: asked.number,
        out_refund_no: asked.refund,
        reason: asked.reason,
        notify_url: parts.notifyUrl,
        amount: { refund: asked.amountFen, total: asked.totalFen, currency: 'CNY' },
      });
      return ofRefund(asked.refund, asked.number, readRefund(goodOf(answer), parts));
    },

    async queryRefund(refund: string, number: string): Promise<RefundFact> {
      const answer = await callWechat(parts, 'GET', `/v3/refund/domestic/refunds/${encodeURIComponent(refund)}`);
      if (answer.is === 'bad' && answer.code === 'RESOURCE_NOT_EXISTS' && answer.isProven)
        return { refund, state: 'absent' };
      return ofRefund(refund, number, readRefund(goodOf(answer), parts));
    },
  };
}

/** @throws GatewayFault or GatewayRefusal for an error. */
function goodOf(answer: Said): unknown {
  if (answer.is === 'bad') throw refusalOf(answer);
  return answer.said;
}

/** A proven answer about another trade is an old one, replayed. */
function about(number: string, read: Read<TradeFact>): TradeFact {
  if (typeof read === 'string') throw new GatewayFault(read === 'malformed' ? 'malformed' : 'not_proven');
  if (read.number !== number) throw new GatewayFault('not_proven');
  return read;
}

function ofRefund(refund: string, number: string, read: Read<RefundOfTrade>): RefundFact {
  if (typeof read === 'string') throw new GatewayFault(read === 'malformed' ? 'malformed' : 'not_proven');
  if (read.number !== number || read.fact.refund !== refund) throw new GatewayFault('not_proven');
  return read.fact;
}
