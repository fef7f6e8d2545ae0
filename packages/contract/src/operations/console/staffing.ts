import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { staffRoles } from '../../roles.ts';
import { staffPerson } from './staff.ts';

const roles = z
  .array(z.enum(staffRoles, 'wrong_type'), 'wrong_type')
  .max(staffRoles.length, 'too_long')
  .refine((all) => new Set(all).size === all.length, 'wrong_type');
const reason = f.note(200);
/** The person's own: he cannot approve an order made with it, and hears there of changes to his log-in. Null: none. */
const mobile = f.mobile.nullable();
/** Handed to the person, and shown only now. */
const invitation = z.strictObject({ name: z.string(), code: z.string(), expiresAt: f.at });
export type Invitation = z.output<typeof invitation>;
/** `waiting`: a second security administrator has to confirm. */
const outcome = z.strictObject({ state: z.enum(['done', 'waiting']), invitation: invitation.nullable() });

const proposal = z.strictObject({
  id: f.id,
  kind: z.enum(['roles', 'reset']),
  roles: z.array(z.enum(staffRoles)),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: f.at,
  /** Whether who asks may not confirm it: proposed by himself, or about himself. */
  isOwn: z.boolean(),
});
const line = z.strictObject({
  ...staffPerson.shape,
  isDisabled: z.boolean(),
  lastLogInAt: f.at.nullable(),
  /** Masked; null when none is on file. */
  mobile: z.string().nullable(),
  hasTotp: z.boolean(),
  passkeys: z.number().int(),
  /** Until when the one-time code works; null when none is out. */
  invitedUntil: f.at.nullable(),
  /** Duties from before that one person may no longer hold together. */
  hasConflict: z.boolean(),
  proposal: proposal.nullable(),
});

export const list = operation({
  name: 'staff.list',
  kind: 'read',
  roles: ['administrator', 'security_administrator', 'auditor'],
  summary: 'staff accounts, duties, factors and changes that wait',
  input: f.nothing,
  output: z.strictObject({ items: z.array(line) }),
  refusals: [],
});
export const hire = operation({
  name: 'staff.hire',
  kind: 'act',
  roles: ['administrator'],
  summary: 'adds a person without duties; the one-time code begins the first log-in',
  input: z.strictObject({ name: f.note(60), displayName: f.note(60), mobile: mobile.default(null) }),
  output: invitation,
  refusals: ['name_taken'],
});
export const setMobile = operation({
  name: 'staff.setMobile',
  kind: 'act',
  roles: ['security_administrator'],
  summary: "sets, or takes away, a person's own mobile number; the number before hears of it",
  input: z.strictObject({ id: f.id, mobile, reason }),
  output: f.nothing,
  refusals: ['not_found', 'not_on_oneself'],
});
export const grantRoles = operation({
  name: 'staff.grantRoles',
  kind: 'act',
  roles: ['security_administrator'],
  summary: "sets a person's duties; guarded ones wait for a second security administrator",
  input: z.strictObject({ id: f.id, roles, reason }),
  output: outcome,
  refusals: ['not_found', 'not_on_oneself', 'roles_incompatible', 'proposal_waits', 'staff_disabled'],
});
export const resetFactors = operation({
  name: 'staff.resetFactors',
  kind: 'act',
  roles: ['security_administrator'],
  summary: 'takes password and factors away; the person enrols anew with the one-time code',
  input: z.strictObject({ id: f.id, reason }),
  output: outcome,
  refusals: ['not_found', 'not_on_oneself', 'proposal_waits', 'staff_disabled'],
});
export const settleProposal = operation({
  name: 'staff.settleProposal',
  kind: 'act',
  roles: ['security_administrator'],
  summary: "the second security administrator's word on a guarded change",
  input: z.strictObject({ id: f.id, decision: z.enum(['confirm', 'refuse'], 'wrong_type') }),
  output: outcome,
  refusals: ['not_found', 'proposal_settled', 'proposer_may_not_confirm', 'roles_incompatible', 'staff_disabled'],
});
export const setDisabled = operation({
  name: 'staff.setDisabled',
  kind: 'act',
  roles: ['administrator', 'security_administrator'],
  summary: 'ends, or gives back, a log-in; every session ends',
  input: z.strictObject({ id: f.id, isDisabled: z.boolean('wrong_type'), reason }),
  output: f.nothing,
  refusals: ['not_found', 'not_on_oneself'],
});

const whole = (min: number, max: number) =>
  z.number('wrong_type').int('wrong_type').min(min, 'wrong_type').max(max, 'wrong_type');
/** Who may be where for how long: the security administrator's settings. */
export const sessionPolicyShape = z.strictObject({
  idleMinutes: whole(5, 60),
  absoluteHours: whole(1, 24),
  /** Empty: from anywhere. */
  allowList: z.array(f.addressBlock, 'wrong_type').max(100, 'too_long'),
});
export type SessionPolicy = z.output<typeof sessionPolicyShape>;
export const policy = operation({
  name: 'staff.policy',
  kind: 'read',
  roles: ['security_administrator', 'administrator', 'auditor'],
  summary: 'session times and allowed addresses',
  input: f.nothing,
  output: z.strictObject({
    ...sessionPolicyShape.shape,
    allowList: z.array(z.string()),
    /** Where the caller calls from, as the server sees it. */
    ownAddress: z.string(),
  }),
  refusals: [],
});
export const changePolicy = operation({
  name: 'staff.changePolicy',
  kind: 'act',
  roles: ['security_administrator'],
  summary: 'changes session times and allowed addresses; never so that the caller is locked out',
  input: sessionPolicyShape,
  output: f.nothing,
  refusals: ['allow_list_locks_out'],
});
