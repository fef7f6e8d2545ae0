import { z } from 'zod';
import * as f from '../fields.ts';
import { deliveryFaults, deliveryStates, webhookEvents, webhookStates } from '../webhooks.ts';

/** What the console and API keys do with webhooks alike; each side names its own operations. */
const url = z
  .string('wrong_type')
  .max(500, 'too_long')
  .transform((s) => s.trim())
  .pipe(z.url('url_malformed'));
const events = z
  .array(z.enum(webhookEvents, 'wrong_type'), 'wrong_type')
  .min(1, 'required')
  .max(webhookEvents.length, 'too_long')
  .refine((all) => new Set(all).size === all.length, 'wrong_type');
/** Shown once: whoever has it can sign as we do. */
const secret = z.string();
export const webhook = z.strictObject({
  id: f.id,
  url: z.string(),
  note: z.string(),
  events: z.array(z.enum(webhookEvents)),
  state: z.enum(webhookStates),
  createdAt: f.at,
  createdBy: z.string(),
  /** Since when nothing has arrived; null while it does. */
  failingSince: f.at.nullable(),
  deliveredAt: f.at.nullable(),
  /** Until when the secret before the present one signs too. */
  oldSecretUntil: f.at.nullable(),
  waiting: z.number().int(),
});
export const delivery = z.strictObject({
  id: f.id,
  /** `webhook-id`: the same on every try. */
  messageId: z.string(),
  event: z.string(),
  subject: z.string(),
  state: z.enum(deliveryStates),
  createdAt: f.at,
  nextAt: f.at.nullable(),
  tries: z.array(
    z.strictObject({
      at: f.at,
      status: z.number().int().nullable(),
      fault: z.enum(deliveryFaults).nullable(),
      ms: z.number().int(),
    }),
  ),
});
const one = z.strictObject({ id: f.id });

export const webhookShapes = {
  list: { input: f.nothing, output: z.strictObject({ items: z.array(webhook) }), refusals: [] },
  add: {
    input: z.strictObject({ url, note: z.string('wrong_type').trim().max(100, 'too_long').default(''), events }),
    output: z.strictObject({ id: f.id, secret }),
    refusals: ['webhook_address_refused', 'webhook_limit'],
  },
  change: {
    input: z.strictObject({
      id: f.id,
      url: url.optional(),
      note: z.string('wrong_type').trim().max(100, 'too_long').optional(),
      events: events.optional(),
      state: z.enum(['active', 'paused'], 'wrong_type').optional(),
    }),
    output: f.nothing,
    refusals: ['not_found', 'webhook_address_refused'],
  },
  remove: { input: one, output: f.nothing, refusals: ['not_found'] },
  rotate: {
    input: one.extend({
      /** How long the secret before signs beside the new one. */
      overlapHours: z.number('wrong_type').int('wrong_type').min(0, 'wrong_type').max(168, 'wrong_type').default(24),
    }),
    output: z.strictObject({ secret, oldSecretUntil: f.at.nullable() }),
    refusals: ['not_found'],
  },
  test: { input: one, output: z.strictObject({ deliveryId: f.id }), refusals: ['not_found', 'webhook_paused'] },
  deliveries: {
    input: z.strictObject({
      id: f.id,
      state: z.enum(deliveryStates, 'wrong_type').optional(),
      after: f.after,
      limit: f.limit,
    }),
    output: f.page(delivery),
    refusals: ['not_found'],
  },
  resend: {
    input: z.strictObject({ deliveryId: f.id }),
    output: f.nothing,
    refusals: ['not_found', 'webhook_paused'],
  },
} as const;

export const webhookSummaries = {
  list: 'webhooks and how they are doing',
  add: 'subscribes an address to events; the signing secret is shown once',
  change: 'changes address, events or note; pauses or resumes',
  remove: 'ends a subscription; what waits is not sent',
  rotate: 'a new signing secret; the one before signs along for a while',
  test: 'queues a test message',
  deliveries: 'what was sent, newest first, with each try; bodies are not kept',
  resend: 'sends a message again, under the same id',
} as const;
