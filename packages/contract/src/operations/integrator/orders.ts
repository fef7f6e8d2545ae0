import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { timelineEntry } from '../../shapes.ts';
import { ceremonyStatuses, orderStatuses } from '../../states.ts';

/** Names no person: the subscriber is an organisation. */
export const integratorOrder = z.strictObject({
  number: z.string(),
  status: z.enum(orderStatuses),
  ukeySerial: z.string(),
  certificateSerial: z.string(),
  subscriber: z.string(),
  feeFen: z.number().int(),
  paidFen: z.number().int(),
  refundedFen: z.number().int(),
  createdAt: f.at,
  completedAt: f.at.nullable(),
  expiresAt: f.at.nullable(),
  /** The `state` of the link that the customer came by; null when he came by himself. */
  reference: z.string().nullable(),
});
const byNumber = z.strictObject({ number: f.orderNumber });
export const list = operation({
  name: 'v1.orders.list',
  kind: 'read',
  roles: ['integrator'],
  scope: 'orders.read',
  summary: 'orders, newest first; by status, UKey or the reference of a link',
  input: z.strictObject({
    status: z.enum(orderStatuses, 'wrong_type').optional(),
    ukeySerial: z.string('wrong_type').min(1, 'required').max(64, 'too_long').optional(),
    reference: f.linkState.optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: f.page(integratorOrder),
  refusals: [],
});
export const get = operation({
  name: 'v1.orders.get',
  kind: 'read',
  roles: ['integrator'],
  scope: 'orders.read',
  summary: 'one order with its timeline',
  input: byNumber,
  output: z.strictObject({
    ...integratorOrder.shape,
    /** Without what staff wrote to the customer. */
    timeline: z.array(timelineEntry.omit({ note: true })),
    /** Of the latest reset; null before the first. */
    reset: z.strictObject({ status: z.enum(ceremonyStatuses), updatedAt: f.at }).nullable(),
    hasEvidence: z.boolean(),
  }),
  refusals: ['not_found'],
});
/** An act, because each look is recorded. */
export const applicant = operation({
  name: 'v1.orders.applicant',
  kind: 'act',
  roles: ['integrator'],
  scope: 'applicants.read',
  summary: "the representative's name and mobile number; each look is in the audit log",
  input: byNumber.extend({ reason: f.note(200) }),
  output: z.strictObject({ name: z.string(), mobile: z.string() }),
  refusals: ['not_found', 'order_restricted'],
});
export const evidence = operation({
  name: 'v1.orders.evidence',
  kind: 'file',
  roles: ['integrator'],
  scope: 'evidence.read',
  summary: 'the evidence of a completed reset, as JSON or as a PDF that holds it; each download is in the audit log',
  input: byNumber.extend({ as: z.enum(['json', 'pdf'], 'wrong_type').default('json') }),
  output: f.nothing,
  refusals: ['not_found', 'order_restricted'],
});
