import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';

/** `unknown`: the answer was lost and nobody can say whether it was sent. `delivered`: the provider's report says that the phone has it. */
export const messageStates = ['queued', 'sent', 'delivered', 'unknown', 'failed'] as const;
export type MessageState = (typeof messageStates)[number];
export const messageProviders = ['generic', 'aliyun', 'tencent', 'smpp', 'mail'] as const;
export type MessageProvider = (typeof messageProviders)[number];
/** How one try ended. `alarm`: the provider refuses us, not this message: a person must look at the account or the configuration. */
export const attemptOutcomes = ['accepted', 'retry', 'wait', 'permanent', 'alarm', 'unknown'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

const attempt = z.strictObject({
  at: f.at,
  provider: z.enum(messageProviders),
  /** Null while it is under way. */
  outcome: z.enum(attemptOutcomes).nullable(),
  code: z.string().nullable(),
});

export const list = operation({
  name: 'sms.list',
  kind: 'read',
  roles: ['supervisor', 'auditor', 'administrator'],
  summary: 'log of SMS and e-mails, numbers and addresses masked, codes never shown',
  input: z.strictObject({ search: z.string().max(100).optional(), after: f.after, limit: f.limit }),
  output: f.page(
    z.strictObject({
      id: f.id,
      channel: z.enum(['sms', 'mail']),
      /** Masked; an address for `mail`. */
      mobile: z.string(),
      template: z.string(),
      order: z.string().nullable(),
      state: z.enum(messageStates),
      attempts: z.array(attempt),
      createdAt: f.at,
      sentAt: f.at.nullable(),
      deliveredAt: f.at.nullable(),
      failure: z.string().nullable(),
      /** Whether `sms.resend` would be allowed now: a notice that ended without having been sent for sure. */
      isResendable: z.boolean(),
    }),
  ),
  refusals: [],
});

export const status = operation({
  name: 'sms.status',
  kind: 'read',
  roles: ['supervisor', 'auditor', 'administrator'],
  summary: 'which providers answer, and how much of the daily budget is used',
  input: f.nothing,
  output: z.strictObject({
    providers: z.array(
      z.strictObject({
        name: z.enum(messageProviders),
        isOpen: z.boolean(),
        /** While closed: since when, until when, and what the provider said. */
        since: f.at.nullable(),
        until: f.at.nullable(),
        isAlarm: z.boolean(),
        code: z.string().nullable(),
      }),
    ),
    today: z.number().int(),
    budget: z.number().int(),
  }),
  refusals: [],
});

export const resend = operation({
  name: 'sms.resend',
  kind: 'act',
  roles: ['supervisor'],
  summary: 'queues a notice again that was not sent, with a reason; codes never',
  input: z.strictObject({ id: f.id, reason: f.note(200) }),
  output: f.nothing,
  refusals: ['not_found', 'message_not_resendable'],
});
