import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { approvalStates, riskDemands, riskFactNames, riskRuleNames } from '../../risk.ts';
import { orderLine } from '../../shapes.ts';
import { orderStatuses } from '../../states.ts';

const byNumber = z.strictObject({ number: f.orderNumber });
const reason = z.strictObject({
  rule: z.enum(riskRuleNames),
  demands: z.array(z.enum(riskDemands)),
  facts: z.array(z.strictObject({ fact: z.enum(riskFactNames), value: z.string() })),
  /** When it fired first. */
  since: f.at,
});

/** Reasons hold what was seen when a rule fired. They stay when it would fire no more. */
export const show = operation({
  name: 'risk.show',
  kind: 'read',
  roles: ['reviewer', 'supervisor', 'auditor'],
  summary: 'why an order needs a second approval, and who has stopped it',
  input: byNumber,
  output: z.strictObject({
    number: z.string(),
    approval: z.enum(approvalStates),
    /** False where the rules only advise: a demonstration. */
    isEnforced: z.boolean(),
    needsSecond: z.boolean(),
    reasons: z.array(reason),
    firstBy: z.string().nullable(),
    second: z.array(
      z.strictObject({
        askedAt: f.at,
        firstBy: z.string(),
        decision: z.enum(['approve', 'return']).nullable(),
        by: z.string().nullable(),
        at: f.at.nullable(),
        reason: z.string().nullable(),
      }),
    ),
    /** Whether this person may approve as the second: has not handled it. */
    maySecond: z.boolean(),
    isMine: z.boolean(),
    noticedAt: f.at.nullable(),
    resetFrom: f.at.nullable(),
    stops: z.array(
      z.strictObject({
        at: f.at,
        liftedAt: f.at.nullable(),
        liftedBy: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  }),
  refusals: ['not_found'],
});
export const list = operation({
  name: 'risk.list',
  kind: 'read',
  roles: ['reviewer', 'supervisor'],
  summary: 'orders that wait for a second approval, and those that were stopped',
  input: z.strictObject({ state: z.enum(['waiting', 'stopped']).default('waiting'), after: f.after, limit: f.limit }),
  output: f.page(
    z.strictObject({
      ...orderLine.shape,
      since: f.at,
      rules: z.array(z.enum(riskRuleNames)),
      firstBy: z.string().nullable(),
      assignedTo: z.string().nullable(),
      isMine: z.boolean(),
      maySecond: z.boolean(),
    }),
  ),
  refusals: [],
});
/** Taken again by who holds it, the lease begins anew. */
export const take = operation({
  name: 'risk.take',
  kind: 'act',
  roles: ['reviewer', 'supervisor'],
  summary: '领取 for a second approval',
  input: byNumber,
  output: z.strictObject({ number: z.string(), until: f.at }),
  refusals: ['not_found', 'order_state', 'review_not_yours', 'second_review_not_yours', 'own_order'],
});
export const decide = operation({
  name: 'risk.decide',
  kind: 'act',
  roles: ['reviewer', 'supervisor'],
  summary: '复核通过, or back to the first review',
  input: z.strictObject({
    number: f.orderNumber,
    decision: z.enum(['approve', 'return']),
    reason: f.note(500),
    /** The rules that the page showed. */
    seen: z.array(z.enum(riskRuleNames, 'wrong_type'), 'wrong_type').max(riskRuleNames.length, 'too_long'),
  }),
  /** `second` once more: a rule fired that was not among the seen; it is kept and shown now, and nothing was decided. */
  output: z.strictObject({ number: z.string(), status: z.enum(orderStatuses), approval: z.enum(approvalStates) }),
  refusals: [
    'not_found',
    'order_state',
    'review_not_yours',
    'second_review_not_yours',
    'own_order',
    'order_stopped',
    'id_card_closed',
  ],
});
export const liftStop = operation({
  name: 'risk.liftStop',
  kind: 'act',
  roles: ['supervisor'],
  summary: 'lets a stopped order go on, after the subscriber was asked',
  input: z.strictObject({ number: f.orderNumber, reason: f.note(500) }),
  output: f.nothing,
  refusals: ['not_found', 'order_state', 'second_review_not_yours'],
});
