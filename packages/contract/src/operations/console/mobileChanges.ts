import { z } from 'zod';
import * as f from '../../fields.ts';
import { mobileChangeStates } from '../../mobileChanges.ts';
import { operation } from '../../operation.ts';
import { orderStatuses } from '../../states.ts';

const line = z.strictObject({
  id: f.id,
  state: z.enum(mobileChangeStates),
  organisation: z.string(),
  oldMobile: z.string(),
  newMobile: z.string(),
  askedAt: f.at,
  firstBy: z.string().nullable(),
  decidedBy: z.string().nullable(),
  endedAt: f.at.nullable(),
});
export const list = operation({
  name: 'mobileChanges.list',
  kind: 'read',
  roles: ['reviewer', 'supervisor', 'auditor'],
  summary: 'requests for another number, numbers masked',
  input: z.strictObject({ state: z.enum(['open', 'ended']).default('open'), after: f.after, limit: f.limit }),
  output: f.page(line),
  refusals: [],
});
const byId = z.strictObject({ id: f.id });
/** Both numbers in full: who decides compares them with the paper. Recorded. */
export const inspect = operation({
  name: 'mobileChanges.inspect',
  kind: 'read',
  roles: ['reviewer', 'supervisor', 'auditor'],
  summary: 'one request with its numbers, reason and account; the view is recorded',
  input: byId,
  output: z.strictObject({
    ...line.shape,
    contact: z.string(),
    reason: z.string(),
    registeredAt: f.at,
    /** Numbers of the CA's own record for UKeys that this account has applied with; masked. */
    onRecord: z.array(z.string()),
    orders: z.array(z.strictObject({ number: z.string(), status: z.enum(orderStatuses), customerName: z.string() })),
    paperPages: z.number().int(),
    firstReason: z.string().nullable(),
    firstAt: f.at.nullable(),
    decidedReason: z.string().nullable(),
    /** The request of a person who is the account's contact, or has one of the numbers, is nobody's own to decide. */
    isOwn: z.boolean(),
    mayDecide: z.boolean(),
    mayConfirm: z.boolean(),
    resetFrom: f.at.nullable(),
  }),
  refusals: ['not_found'],
});
export const paper = operation({
  name: 'mobileChanges.paper',
  kind: 'file',
  roles: ['reviewer', 'supervisor', 'auditor'],
  summary: 'one page of the stamped paper as a picture; every view is recorded',
  input: z.strictObject({ id: f.id, page: z.coerce.number().int().min(1).max(10).default(1) }),
  output: f.nothing,
  refusals: ['not_found'],
});
const decision = z.strictObject({
  id: f.id,
  decision: z.enum(['agree', 'refuse'], 'required'),
  reason: f.note(500),
});
const outcome = z.strictObject({ id: f.id, state: z.enum(mobileChangeStates) });
/** One person's yes changes nothing yet; a no ends it. */
export const decide = operation({
  name: 'mobileChanges.decide',
  kind: 'act',
  roles: ['reviewer', 'supervisor'],
  summary: 'the first of two: agrees to a request, or refuses it',
  input: decision,
  output: outcome,
  refusals: ['not_found', 'mobile_change_closed', 'own_order', 'mobile_taken'],
});
export const confirm = operation({
  name: 'mobileChanges.confirm',
  kind: 'act',
  roles: ['supervisor'],
  summary: 'the second of two: changes the number, or refuses it; never who agreed first',
  input: decision,
  output: outcome,
  refusals: ['not_found', 'mobile_change_closed', 'own_order', 'mobile_taken', 'second_review_not_yours'],
});
