import { z } from 'zod';

const time = z.iso.datetime();
const fen = z.number().int().min(1).max(100_000_000_00);

/** `offered`: Alipay's QR or page was given out, and nobody has scanned it: for its gateway no such trade exists yet. */
export const trade = z.strictObject({
  gateway: z.enum(['wechat', 'alipay']),
  /** The merchant's number, out_trade_no. */
  number: z.string(),
  subject: z.string(),
  amountFen: fen,
  notifyUrl: z.string().optional(),
  returnUrl: z.string().optional(),
  /** All that the merchant asked with: it cannot be changed under the same number. */
  asked: z.string(),
  madeAt: time,
  expiresAt: time.optional(),
  state: z.enum(['offered', 'open', 'paid', 'closed']),
  /** The gateway's own number: WeChat's from the payment on, Alipay's from the scan on. */
  reference: z.string().optional(),
  paidAt: time.optional(),
  payer: z.string().optional(),
});
export type Trade = z.output<typeof trade>;

export const refund = z.strictObject({
  gateway: z.enum(['wechat', 'alipay']),
  number: z.string(),
  /** The merchant's number of the refund. */
  refund: z.string(),
  reference: z.string(),
  amountFen: fen,
  reason: z.string().optional(),
  notifyUrl: z.string().optional(),
  state: z.enum(['processing', 'done', 'abnormal', 'closed']),
  askedAt: time,
  doneAt: time.optional(),
});
export type Refund = z.output<typeof refund>;

/** What a QR or a page's address holds. */
export const code = z.strictObject({
  code: z.string(),
  gateway: z.enum(['wechat', 'alipay']),
  number: z.string(),
  validUntil: time,
});
export type Code = z.output<typeof code>;

export const isExpired = (one: Trade, now: Date): boolean =>
  one.expiresAt !== undefined && Date.parse(one.expiresAt) <= now.getTime();
