import { z } from 'zod';
import { documentCheck, findingCodes } from '../../checks.ts';
import { failureCodes } from '../../failures.ts';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import {
  deletion,
  eligibilityVerdicts,
  material as materialShape,
  orderLine,
  region,
  resetFacts,
  timelineEntry,
} from '../../shapes.ts';
import { ceremonyStatuses, materialKinds, orderStatuses } from '../../states.ts';

const queueLine = z.strictObject({
  ...orderLine.shape,
  submittedAt: f.at,
  waitingMinutes: z.number().int(),
  isResubmitted: z.boolean(),
  deadlineAt: f.at.nullable(),
  promisedAt: f.at.nullable(),
  assignedTo: z.string().nullable(),
  isMine: z.boolean(),
});
export const queue = operation({
  name: 'reviews.queue',
  kind: 'read',
  roles: ['reviewer', 'supervisor'],
  summary: 'orders waiting for review, what is due first',
  input: z.strictObject({
    /** `due`: ought to have been decided by now. `free`: nobody holds it. */
    only: z.enum(['resubmitted', 'deadline', 'due', 'free', 'mine']).optional(),
    /** On one of its materials the machine has found this. */
    finding: z.enum(findingCodes, 'wrong_type').optional(),
    /** Has waited at least so many minutes. */
    waitedMinutes: z.coerce.number<number | string>().int().min(1).max(1_000_000).optional(),
    /** The beginning of the customer's name. */
    customer: z.string().max(100).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: f.page(queueLine),
  refusals: [],
});
/** No count is read further than this. */
export const countMost = 999;
const count = z.number().int().max(countMost);
export const counts = operation({
  name: 'reviews.counts',
  kind: 'read',
  roles: ['reviewer', 'supervisor'],
  summary: 'how many orders wait, each number read to 999 at most: small enough to ask for every few seconds',
  input: f.nothing,
  output: z.strictObject({ waiting: count, free: count, mine: count, resubmitted: count, deadline: count, due: count }),
  refusals: [],
});
/** 领取: a lease of the settings' minutes, kept alive by `reviews.hold`; it heals itself when the reviewer goes away. */
export const next = operation({
  name: 'reviews.next',
  kind: 'act',
  roles: ['reviewer'],
  summary: '领取 the next order',
  input: f.nothing,
  output: z.strictObject({ number: z.string() }),
  refusals: ['queue_empty'],
});
/** Keeps the next order for this reviewer while he decides the one before, so that it is there when he asks; the same one until `reviews.next` gives it. No lease: the customer may still cancel it, and somebody may still take it. */
export const ahead = operation({
  name: 'reviews.ahead',
  kind: 'act',
  roles: ['reviewer'],
  summary: 'reserves the next order for a moment',
  input: f.nothing,
  output: z.strictObject({ number: z.string(), until: f.at }),
  refusals: ['queue_empty'],
});
const byNumber = z.strictObject({ number: f.orderNumber });
export const take = operation({
  name: 'reviews.take',
  kind: 'act',
  roles: ['reviewer'],
  summary: '领取 this order',
  input: byNumber,
  output: z.strictObject({ number: z.string(), until: f.at }),
  refusals: ['not_found', 'order_state', 'review_not_yours', 'second_review_waits'],
});
export const hold = operation({
  name: 'reviews.hold',
  kind: 'act',
  roles: ['reviewer'],
  summary: 'keeps the assignment alive',
  input: byNumber,
  output: z.strictObject({ until: f.at }),
  refusals: ['not_found', 'review_not_yours', 'order_state'],
});
export const release = operation({
  name: 'reviews.release',
  kind: 'act',
  roles: ['reviewer'],
  summary: 'gives the assignment back',
  input: byNumber,
  output: f.nothing,
  refusals: ['not_found', 'review_not_yours'],
});
const inspected = z.strictObject({
  ...orderLine.shape,
  reset: resetFacts,
  account: z.strictObject({
    mobile: z.string(),
    organisation: z.string(),
    contact: z.string(),
    createdAt: f.at,
  }),
  form: z.strictObject({
    customerName: z.string(),
    representativeName: z.string(),
    representativeIdNumber: z.string(),
    representativeMobile: z.string(),
    email: z.string().nullable(),
    deadline: z.string().nullable(),
  }),
  certificate: z.strictObject({
    serial: z.string(),
    subject: z.string(),
    issuer: z.string(),
    organisation: z.string().nullable(),
    uscc: z.string().nullable(),
    algorithm: z.enum(['sm2', 'rsa', 'ec']),
    notBefore: f.at,
    notAfter: f.at,
    fingerprint: z.string(),
  }),
  /** The judgement now, not at submission. */
  verdict: z.enum(eligibilityVerdicts),
  checks: z.strictObject({ isNameEqual: z.boolean(), isIdNumberValid: z.boolean() }),
  materials: z.array(materialShape),
  /** 材料预审: one for each of `materials`. */
  documentChecks: z.array(documentCheck),
  history: z.array(
    z.strictObject({
      kind: z.enum(materialKinds),
      uploadedAt: f.at,
      verdict: z.enum(['pending', 'accepted', 'refused']),
      reason: z.string().nullable(),
    }),
  ),
  /** Other orders of the same account, UKey or subscriber, newest first, with their outcomes; at most ten of each. */
  earlier: z.array(
    z.strictObject({
      number: z.string(),
      createdAt: f.at,
      status: z.enum(orderStatuses),
      isSameAccount: z.boolean(),
      isSameUkey: z.boolean(),
      isSameSubscriber: z.boolean(),
      /** How often a reviewer refused it. */
      refusals: z.number().int(),
    }),
  ),
  submittedAt: f.at.nullable(),
  promisedAt: f.at.nullable(),
  deadlineAt: f.at.nullable(),
  isResubmitted: z.boolean(),
  timeline: z.array(timelineEntry),
  assignedTo: z.string().nullable(),
  isMine: z.boolean(),
  assignedUntil: f.at.nullable(),
  decidedBy: z.string().nullable(),
  ceremony: z
    .strictObject({
      id: f.id,
      status: z.enum(ceremonyStatuses),
      failure: z.enum(failureCodes).nullable(),
      authorisations: z.number().int(),
      updatedAt: f.at,
    })
    .nullable(),
  payment: z.strictObject({
    state: z.enum(['none', 'awaited', 'received']),
    amountFen: z.number().int(),
    confirmedBy: z.string().nullable(),
    confirmedAt: f.at.nullable(),
  }),
  hasEvidence: z.boolean(),
  /** Whether `reviews.material` would show this person the pictures now. */
  mayViewMaterials: z.boolean(),
  /** Closed to business reads since then: form, materials and their checks are left out until this person has opened it. */
  restriction: z.strictObject({ from: f.at, openedUntil: f.at.nullable(), openings: z.number().int() }).nullable(),
  /** When form and materials were deleted, and by which rule. */
  deletion: deletion.nullable(),
  /** The applicant has withdrawn the consent to the ID card's image. */
  isIdCardClosed: z.boolean(),
});
/** The ID number is masked for everyone but the reviewer who holds the order. */
export const inspect = operation({
  name: 'reviews.inspect',
  kind: 'read',
  roles: ['reviewer', 'supervisor', 'finance', 'auditor'],
  summary: 'an order with certificate, form, account and materials',
  input: byNumber,
  output: inspected,
  refusals: ['not_found'],
});
export const material = operation({
  name: 'reviews.material',
  kind: 'file',
  roles: ['reviewer', 'supervisor', 'auditor'],
  summary: 'one page of a material as a picture; every view is recorded',
  input: z.strictObject({ id: f.id, page: z.coerce.number().int().min(1).max(10).default(1) }),
  output: f.nothing,
  refusals: ['not_found', 'order_restricted', 'id_card_closed'],
});
export const decide = operation({
  name: 'reviews.decide',
  kind: 'act',
  roles: ['reviewer'],
  summary: '通过 / 不通过, with a verdict and reason per material',
  input: z.strictObject({
    number: f.orderNumber,
    decision: z.enum(['approve', 'refuse']),
    verdicts: z
      .array(
        z.strictObject({
          material: f.id,
          verdict: z.enum(['accepted', 'refused']),
          reason: f.note(500).optional(),
          region: region.optional(),
        }),
      )
      .min(1, 'required')
      .max(3, 'too_long'),
  }),
  /** `in_review` after an approval: another person has to approve it, too. */
  output: z.strictObject({ number: z.string(), status: z.enum(orderStatuses) }),
  refusals: [
    'not_found',
    'order_state',
    'review_not_yours',
    'id_card_closed',
    'review_incomplete',
    'second_review_waits',
    'own_order',
    'order_stopped',
  ],
});
