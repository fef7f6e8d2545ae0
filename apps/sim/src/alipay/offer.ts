import { z } from 'zod';
import { fenOf } from '../trades/book.ts';
import type { Parts } from '../trades/parts.ts';
import type { Trade } from '../trades/trade.ts';
import type { Operation } from './operation.ts';
import { refusals } from './refusal.ts';
import { readChinaTime } from './sign.ts';

const asked = z.looseObject({
  out_trade_no: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  total_amount: z.string(),
  subject: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[^/=&]*$/),
  product_code: z.string().optional(),
  time_expire: z.string().optional(),
  timeout_express: z
    .string()
    .regex(/^\d{1,4}[mhd]$/)
    .optional(),
});
const qrMinutes = 120;
const lifeMs = 15 * 86_400_000;
const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Gives a QR. For Alipay no trade exists until somebody scans it. */
export const precreate: Operation = (parts, { content, words }) => {
  const trade = offered(parts, content, words);
  return { out_trade_no: trade.number, qr_code: `${parts.origin()}/cashier?code=${parts.book.give(trade, qrMinutes)}` };
};

/** The address of the page on which this trade is paid; asked by a browser, so the answer is no JSON. */
export function pageOf(parts: Parts, content: unknown, words: Readonly<Record<string, string>>): string {
  const trade = offered(parts, content, words);
  if (z.looseObject({ product_code: z.string() }).parse(content).product_code !== 'FAST_INSTANT_TRADE_PAY')
    throw refusals.content('product_code');
  return `${parts.origin()}/cashier?code=${parts.book.give(trade, qrMinutes)}`;
}

function offered({ book }: Parts, content: unknown, words: Readonly<Record<string, string>>): Trade {
  const given = asked.parse(content);
  const amountFen = fenOf(given.total_amount);
  if (amountFen === undefined || amountFen < 1) throw refusals.content('total_amount');
  const key = JSON.stringify([given.total_amount, given.subject]);
  return book.atomically(() => {
    const known = book.trade('alipay', given.out_trade_no);
    if (known?.state === 'paid') throw refusals.paid();
    if (known?.state === 'closed') throw refusals.closed();
    if (known && known.asked !== key) throw refusals.changed();
    if (known?.state === 'open') return known;
    const now = book.now();
    const expiresAt = endOf(given, now);
    if (expiresAt <= now) throw refusals.content('time_expire');
    const { notify_url: notifyUrl, return_url: returnUrl } = words;
    const trade: Trade = {
      gateway: 'alipay',
      number: given.out_trade_no,
      subject: given.subject,
      amountFen,
      ...(notifyUrl && { notifyUrl }),
      ...(returnUrl && { returnUrl }),
      asked: key,
      madeAt: now.toISOString(),
      expiresAt: expiresAt.toISOString(),
      state: 'offered',
    };
    book.put(trade);
    return trade;
  });
}

function endOf({ time_expire, timeout_express }: z.output<typeof asked>, now: Date): Date {
  if (time_expire !== undefined) {
    const at = readChinaTime(time_expire);
    if (!at) throw refusals.content('time_expire');
    return at;
  }
  if (timeout_express === undefined) return new Date(now.getTime() + lifeMs);
  const unit = timeout_express.at(-1) as keyof typeof unitMs;
  return new Date(now.getTime() + Number.parseInt(timeout_express, 10) * unitMs[unit]);
}
