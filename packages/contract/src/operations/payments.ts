import { z } from 'zod';
import * as f from '../fields.ts';
import { attemptStates, gatewayChannels, payChannels, refundStates } from '../money.ts';
import { operation } from '../operation.ts';
import { money } from '../shapes.ts';
import { orderStatuses } from '../states.ts';

/** For paying: `text` is drawn as a QR in the page; `url` is the gateway's own page. */
export const offer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('qr'), text: z.string(), validUntil: f.at }),
  z.strictObject({ kind: z.literal('page'), url: z.string(), validUntil: f.at }),
]);
const attempt = z.strictObject({
  channel: z.enum(payChannels),
  state: z.enum(attemptStates),
  amountFen: z.number().int(),
  /** Null before the gateway gave one, and where there is nothing to pay any more. */
  offer: offer.nullable(),
  startedAt: f.at,
  /** Until then this try may be paid; null for a bank transfer, which lasts as long as its order. */
  expiresAt: f.at.nullable(),
  paidAt: f.at.nullable(),
});
export const voucher = z.strictObject({ pages: z.number().int(), uploadedAt: f.at });
/** All that the pay page shows; asked again and again, it moves on by itself. */
export const payment = z.strictObject({
  number: z.string(),
  status: z.enum(orderStatuses),
  feeFen: z.number().int(),
  money,
  /** When the order expires unpaid. */
  expiresAt: f.at.nullable(),
  /** Offered now, in the CA's order of preference; empty when nothing can be paid. */
  channels: z.array(z.enum(payChannels)),
  /** The newest try of each channel. */
  attempts: z.array(attempt),
  transfer: z.strictObject({
    payee: z.string(),
    bank: z.string(),
    bankAccount: z.string(),
    /** To be written as the transfer's purpose. */
    reference: z.string(),
    /** What the customer uploaded last; finance has not confirmed it while `money.state` is unpaid. */
    voucher: voucher.nullable(),
  }),
  refunds: z.array(
    z.strictObject({
      state: z.enum(refundStates),
      channel: z.enum(payChannels),
      amountFen: z.number().int(),
      startedAt: f.at,
      doneAt: f.at.nullable(),
    }),
  ),
});
const byNumber = z.strictObject({ number: f.orderNumber });

/** The same offer while the try is open; a new one where its QR ran out; a new try only where the old one is closed. */
export const start = operation({
  name: 'payments.start',
  kind: 'act',
  roles: ['customer'],
  summary: '前往支付: a QR, or the page of the gateway',
  input: z.strictObject({
    number: f.orderNumber,
    channel: z.enum(gatewayChannels),
    how: z.enum(['qr', 'page']).default('qr'),
  }),
  output: attempt,
  refusals: ['not_found', 'order_state', 'just_paid', 'channel_off', 'gateway_silent', 'gateway_refused'],
});
/** Asks the gateways now, at most every few seconds for one order; in between it answers what is known. */
export const check = operation({
  name: 'payments.check',
  kind: 'act',
  roles: ['customer'],
  summary: '我已支付',
  input: byNumber,
  output: z.strictObject({
    ...payment.shape,
    /** Gateways that did not answer: nothing is known of their tries. */
    silent: z.array(z.enum(gatewayChannels)),
  }),
  refusals: ['not_found'],
});
export const uploadVoucher = operation({
  name: 'payments.uploadVoucher',
  kind: 'upload',
  roles: ['customer'],
  summary: 'the bank’s voucher of a transfer: JPEG, PNG or PDF, at most 10 MiB; takes the place of the one before',
  input: byNumber,
  output: voucher,
  maxBytes: 10 * 1024 * 1024,
  refusals: [
    'not_found',
    'order_state',
    'conflict',
    'material_kind_refused',
    'material_too_large',
    'material_broken',
    'material_pixels',
    'material_pages',
    'material_encrypted',
    'material_active',
  ],
});
