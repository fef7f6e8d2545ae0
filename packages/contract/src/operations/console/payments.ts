import { z } from 'zod';
import * as f from '../../fields.ts';
import { attemptStates, moneyUses, payChannels } from '../../money.ts';
import { operation } from '../../operation.ts';
import { money } from '../../shapes.ts';
import { orderStatuses } from '../../states.ts';
import { issueLine } from './moneyIssues.ts';
import { moved } from './orders.ts';
import { refundLine } from './refunds.ts';

const attemptLine = z.strictObject({
  /** Our number of the try (out_trade_no). */
  attempt: z.string(),
  number: z.string(),
  orderStatus: z.enum(orderStatuses),
  customerName: z.string(),
  channel: z.enum(payChannels),
  amountFen: z.number().int(),
  state: z.enum(attemptStates),
  /** Of `paid` only. */
  use: z.enum(moneyUses).nullable(),
  createdAt: f.at,
  expiresAt: f.at.nullable(),
  paidAt: f.at.nullable(),
  /** The gateway's number of the money, or the bank's. */
  reference: z.string().nullable(),
  /** Of a bank transfer. */
  payer: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  hasVoucher: z.boolean(),
});
/** Open tries of orders that have ended are left out: nobody waits for their money. */
export const list = operation({
  name: 'payments.list',
  kind: 'read',
  roles: ['finance', 'auditor'],
  summary: 'tries to pay; found by number of order, try or gateway, or by the beginning of the customer’s name',
  input: z.strictObject({
    state: z.enum(attemptStates).optional(),
    channel: z.enum(payChannels).optional(),
    search: z.string().max(100).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: f.page(attemptLine),
  refusals: [],
});
export const inspect = operation({
  name: 'payments.inspect',
  kind: 'read',
  roles: ['finance', 'supervisor', 'auditor'],
  summary: 'all money of one order: tries, what was heard of them, refunds, issues',
  input: z.strictObject({ number: f.orderNumber }),
  output: z.strictObject({
    number: z.string(),
    status: z.enum(orderStatuses),
    customerName: z.string(),
    feeFen: z.number().int(),
    money,
    attempts: z.array(attemptLine),
    events: z.array(
      z.strictObject({
        at: f.at,
        channel: z.enum(payChannels),
        source: z.enum(['notify', 'query', 'bill', 'finance']),
        about: z.enum(['trade', 'refund']),
        /** Our number of the try or the refund. */
        of: z.string(),
        /** What the source said: open, paid, closed, processing, done, abnormal … */
        said: z.string(),
        amountFen: z.number().int().nullable(),
        reference: z.string().nullable(),
        /** What it did; null while it waits to be applied. */
        outcome: z.string().nullable(),
      }),
    ),
    refunds: z.array(refundLine),
    issues: z.array(issueLine),
    /** Pages of the customer's voucher. */
    voucherPages: z.number().int(),
  }),
  refusals: ['not_found'],
});
export const voucher = operation({
  name: 'payments.voucher',
  kind: 'file',
  roles: ['finance', 'auditor'],
  summary: "one page of the customer's bank voucher as a picture; every view is recorded",
  input: z.strictObject({ number: f.orderNumber, page: z.coerce.number().int().min(1).max(10).default(1) }),
  output: f.nothing,
  refusals: ['not_found', 'order_restricted'],
});
/**
 * The payer is compared with the customer's name: another payer needs a note and leaves an issue for later. So does a transfer for an order
 * that is paid or has ended: its money then waits to be paid back.
 */
export const confirm = operation({
  name: 'payments.confirm',
  kind: 'act',
  roles: ['finance'],
  summary: 'finance confirms a bank transfer',
  input: z.strictObject({
    number: f.orderNumber,
    amountFen: f.fen,
    payer: f.note(100),
    bankReference: f.note(64),
    note: f.note(500).optional(),
  }),
  output: z.strictObject({ ...moved.shape, use: z.enum(moneyUses) }),
  refusals: ['not_found', 'order_state', 'payment_amount_differs', 'payment_reference_used', 'payer_differs'],
});
