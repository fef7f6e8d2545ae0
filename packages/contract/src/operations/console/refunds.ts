import { z } from 'zod';
import * as f from '../../fields.ts';
import { payChannels, refundCauses, refundStates } from '../../money.ts';
import { operation } from '../../operation.ts';

export const refundLine = z.strictObject({
  /** Our number of the refund (out_refund_no). */
  refund: z.string(),
  number: z.string(),
  customerName: z.string(),
  attempt: z.string(),
  channel: z.enum(payChannels),
  amountFen: z.number().int(),
  state: z.enum(refundStates),
  cause: z.enum(refundCauses),
  note: z.string().nullable(),
  /** Null where nobody had to ask. */
  askedBy: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: f.at.nullable(),
  decisionNote: z.string().nullable(),
  createdAt: f.at,
  doneAt: f.at.nullable(),
  /** The gateway's number of the refund, or the bank's. */
  reference: z.string().nullable(),
  /** The refund that this one replaces. */
  instead: z.string().nullable(),
  /** Whether this person asked for it, and so must not approve it. */
  isMine: z.boolean(),
});
export const list = operation({
  name: 'refunds.list',
  kind: 'read',
  roles: ['finance', 'supervisor', 'auditor'],
  summary: 'refunds by state, newest first',
  input: z.strictObject({
    state: z.enum(refundStates).optional(),
    search: z.string().max(100).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: f.page(refundLine),
  refusals: [],
});
/** The whole money of one paid try, through the channel by which it came. */
export const ask = operation({
  name: 'refunds.ask',
  kind: 'act',
  roles: ['finance'],
  summary: 'asks to give the money of a try back; a second person decides',
  input: z.strictObject({ attempt: z.string('wrong_type').min(1, 'required').max(32, 'too_long'), note: f.note(500) }),
  output: refundLine,
  refusals: ['not_found', 'attempt_not_paid', 'refund_exists', 'order_ceremony_running'],
});
const decision = z.strictObject({ refund: z.string('wrong_type').min(1, 'required').max(64, 'too_long') });
export const approve = operation({
  name: 'refunds.approve',
  kind: 'act',
  roles: ['finance', 'supervisor'],
  summary: 'the second person approves; never the one who asked',
  input: z.strictObject({ ...decision.shape, note: f.note(500).optional() }),
  output: refundLine,
  refusals: ['not_found', 'refund_state', 'second_person_needed'],
});
export const reject = operation({
  name: 'refunds.reject',
  kind: 'act',
  roles: ['finance', 'supervisor'],
  summary: 'the second person does not approve, with a reason',
  input: z.strictObject({ ...decision.shape, note: f.note(500) }),
  output: refundLine,
  refusals: ['not_found', 'refund_state', 'second_person_needed'],
});
/** An abnormal refund is asked for again under its own number; for one that the gateway closed there is a new one. */
export const retry = operation({
  name: 'refunds.retry',
  kind: 'act',
  roles: ['finance'],
  summary: 'asks the gateway again for a refund that did not succeed',
  input: z.strictObject({ ...decision.shape, note: f.note(500) }),
  output: refundLine,
  refusals: ['not_found', 'refund_state', 'refund_exists'],
});
/** Money that no gateway gives back: a bank transfer's, or what a gateway cannot refund any more. */
export const confirm = operation({
  name: 'refunds.confirm',
  kind: 'act',
  roles: ['finance'],
  summary: 'finance paid the money back by hand; the bank’s reference proves it',
  input: z.strictObject({ ...decision.shape, bankReference: f.note(64), note: f.note(500).optional() }),
  output: refundLine,
  refusals: ['not_found', 'refund_state', 'refund_by_gateway', 'payment_reference_used'],
});
