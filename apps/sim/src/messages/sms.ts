import { z } from 'zod';

export const smsProviders = ['aliyun', 'tencent', 'smpp'] as const;
export type SmsProvider = (typeof smsProviders)[number];

/** One message on a phone, by the provider's own number of it. `lost`: its report will never be sent. */
export const sms = z.strictObject({
  id: z.string(),
  provider: z.enum(smsProviders),
  to: z.string(),
  template: z.string(),
  text: z.string(),
  /** The sender's number of it, where it gave one. */
  ours: z.string().optional(),
  at: z.iso.datetime(),
  report: z.enum(['pending', 'delivered', 'failed', 'lost', 'none']),
  /** What the sender answered to the report. */
  heard: z.string().optional(),
  reports: z.number().int(),
});
export type Sms = z.output<typeof sms>;
