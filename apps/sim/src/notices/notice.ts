import { z } from 'zod';

/** One notification of a gateway and what became of it. */
export const notice = z.strictObject({
  id: z.string(),
  gateway: z.enum(['wechat', 'alipay']),
  /** The trade, and the refund it tells of. */
  number: z.string(),
  refund: z.string().optional(),
  event: z.string(),
  url: z.string(),
  madeAt: z.iso.datetime(),
  /** Deliveries that counted for the schedule. */
  attempts: z.number().int(),
  state: z.enum(['pending', 'held', 'thanked', 'given_up']),
  /** What was answered last: a status, or why there was none. */
  said: z.string().optional(),
  /** What was sent last, for playing it again. */
  sent: z.strictObject({ headers: z.record(z.string(), z.string()), body: z.string() }).optional(),
});
export type Notice = z.output<typeof notice>;
export interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface Answer {
  /** 0: nobody answered. */
  readonly status: number;
  readonly body: string;
}
