import { z } from 'zod';
import { accounts } from '../keys/accounts.ts';
import type { Parts } from '../trades/parts.ts';
import { isExpired, type Trade } from '../trades/trade.ts';
import type { Call } from './door.ts';
import { refusals } from './refusal.ts';

const notifyUrl = z
  .url({ protocol: /^https?$/ })
  .max(255)
  .refine((url) => !url.includes('?'), 'notify_url carries no query');
const asked = z.looseObject({
  appid: z.string(),
  mchid: z.string(),
  description: z.string().min(1).max(127),
  out_trade_no: z.string().regex(/^[A-Za-z0-9_\-|*]{6,32}$/),
  time_expire: z.iso.datetime({ offset: true }).optional(),
  notify_url: notifyUrl,
  amount: z.looseObject({ total: z.number().int().min(1).max(100_000_000), currency: z.literal('CNY').default('CNY') }),
});

/** A QR's code lives two hours; asking again with the same parameters gives another one. */
const codeMinutes = 120;
const expireLeastMs = 60_000;
const lifeMs = 7 * 86_400_000;

/** POST /v3/pay/transactions/native: makes the trade, or gives a new code for the one that was asked for in just these words. */
export const native =
  ({ book }: Parts): Call =>
  ({ body }) => {
    const given = asked.parse(body);
    if (given.mchid !== accounts.wechat.mchId || given.appid !== accounts.wechat.appId)
      throw refusals.parameter('appid 与 mchid 不匹配');
    const now = book.now();
    const words = JSON.stringify(body);
    return book.atomically(() => {
      const known = book.trade('wechat', given.out_trade_no);
      if (known?.state === 'paid') throw refusals.paid();
      if (known?.state === 'closed') throw refusals.closed();
      if (known && known.asked !== words) throw refusals.changed();
      if (known && isExpired(known, now)) throw refusals.closed();
      const trade = known ?? fresh(given, words, now);
      if (!known) book.put(trade);
      return { code_url: `weixin://wxpay/bizpayurl?pr=${book.give(trade, codeMinutes)}` };
    });
  };

function fresh(given: z.output<typeof asked>, words: string, now: Date): Trade {
  const expiresAt = given.time_expire ? Date.parse(given.time_expire) : now.getTime() + lifeMs;
  if (expiresAt < now.getTime() + expireLeastMs) throw refusals.parameter('time_expire 至少为 1 分钟之后');
  return {
    gateway: 'wechat',
    number: given.out_trade_no,
    subject: given.description,
    amountFen: given.amount.total,
    notifyUrl: given.notify_url,
    asked: words,
    madeAt: now.toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    state: 'open',
  };
}
