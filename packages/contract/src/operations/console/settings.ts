import { z } from 'zod';
import * as f from '../../fields.ts';
import { invoiceKinds } from '../../invoices.ts';
import { operation } from '../../operation.ts';
import { type RetentionLimit, retentionLimits } from '../../retention.ts';

const days = z.number('wrong_type').int('wrong_type').min(0, 'wrong_type').max(365, 'wrong_type');
const hours = z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(720, 'wrong_type');
const within = (limit: RetentionLimit) =>
  z
    .number('wrong_type')
    .int('wrong_type')
    .min(retentionLimits[limit].min, 'wrong_type')
    .max(retentionLimits[limit].max, 'wrong_type');

/** Every setting that staff may change, with its shape; the server's defaults fill what was never set. */
export const settingShapes = {
  reviewHours: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(240, 'wrong_type'),
  unpaidHours: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(720, 'wrong_type'),
  rejectedDays: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(365, 'wrong_type'),
  resetDays: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(365, 'wrong_type'),
  assignmentMinutes: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(120, 'wrong_type'),
  /** Where the new PIN may be typed: `window`, where a browser extension could read it, unless the bridge insists on its own dialog; `native`, only there. */
  pinPrompt: z.enum(['window', 'native'], 'wrong_type'),
  /** Whether an admin secret may ever leave the server, to a UKey that knows no better way; each order then needs the key custodian. */
  isTrustedBridgeOn: z.boolean('wrong_type'),
  /** SMS in a day (Asia/Shanghai): at 80 % an alarm, at 100 % no more codes; notices still go out. */
  smsDailyBudget: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(1_000_000, 'wrong_type'),
  /** How much a page computes before a stranger is sent a code: PBKDF2 keys tried on average. */
  captchaWork: z.number('wrong_type').int('wrong_type').min(10, 'wrong_type').max(100_000, 'wrong_type'),
  /** Whether the fee goes back when the customer cancels an order in review. */
  refundOnCancel: z.boolean('wrong_type'),
  /** Whether it goes back when an order ends because its materials were not approved. */
  refundOnRefusal: z.boolean('wrong_type'),
  /** Which invoices customers may ask for; with none of them, no page speaks of invoices. */
  invoiceKinds: z
    .array(z.enum(invoiceKinds, 'wrong_type'))
    .max(2, 'too_long')
    .refine((kinds) => new Set(kinds).size === kinds.length, 'wrong_type'),
  /** What stands on every invoice: the line's name, its code of the tax office (19 digits, or empty) and its rate in percent. */
  invoiceItem: z.strictObject({
    name: f.note(100),
    taxCode: z.string('wrong_type').regex(/^(\d{19})?$/, 'wrong_type'),
    ratePercent: z.number('wrong_type').int('wrong_type').min(0, 'wrong_type').max(13, 'wrong_type'),
  }),
  caName: f.note(100),
  productName: z.strictObject({ zh: f.note(100), en: f.note(100) }),
  hotline: f.note(60),
  wechat: f.note(60),
  bankTransfer: z.strictObject({ payee: f.note(100), bank: f.note(100), account: f.note(60) }),
  /** What the built-in calendar of statutory holidays does not know, or knows wrongly; a day given here counts. */
  calendar: z
    .strictObject({ holidays: z.array(f.day).max(200, 'too_long'), workdays: z.array(f.day).max(200, 'too_long') })
    .refine((c) => !c.holidays.some((day) => c.workdays.includes(day)), 'wrong_type'),
  /** When the rules of `risk.ts` fire, and what follows. */
  risk: z.strictObject({
    /** An account younger than this is new; none is with 0. */
    newAccountDays: days,
    /** A password recovered by SMS within these may have been a stolen number. */
    recoveredDays: days,
    /** Another reset of the same UKey or subscriber within these is one too many. */
    resetDays: days,
    /** A deadline nearer than this, counted from the submission, is pressure. */
    deadlineHours: hours,
    /** So many subscribers of one account within `subscriberDays` are too many. */
    subscribersMost: z.number('wrong_type').int('wrong_type').min(2, 'wrong_type').max(100, 'wrong_type'),
    subscriberDays: days,
    /** Weights of firing rules that together ask for a second approval. */
    secondFrom: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(10, 'wrong_type'),
    /** From the notice to the contact on record until the reset may be opened, where a rule asks for it. */
    coolingHours: z.number('wrong_type').int('wrong_type').min(0, 'wrong_type').max(336, 'wrong_type'),
    /** How long a stop code works. */
    stopDays: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(90, 'wrong_type'),
  }),
  /** After a change of an account's number no reset begins for so long. Never none: NIST and the carriers' practice ask for 24 to 72 hours. */
  mobileCoolingHours: z.number('wrong_type').int('wrong_type').min(24, 'wrong_type').max(336, 'wrong_type'),
  /** How long records are kept, and after how many days ended orders are closed to business reads. */
  retention: z.strictObject({
    draftDays: within('draftDays'),
    cancelledDays: within('cancelledDays'),
    rejectedDays: within('rejectedDays'),
    restrictDays: within('restrictDays'),
    evidenceYears: within('evidenceYears'),
    paymentYears: within('paymentYears'),
    invoiceYears: within('invoiceYears'),
    messageDays: within('messageDays'),
    sessionDays: within('sessionDays'),
  }),
} as const;
const settingsValues = z.strictObject(settingShapes);
export type Settings = z.output<typeof settingsValues>;
export const list = operation({
  name: 'settings.list',
  kind: 'read',
  roles: ['administrator', 'supervisor', 'reviewer', 'auditor'],
  summary: 'times, limits, names, rules of risk',
  input: f.nothing,
  output: settingsValues,
  refusals: [],
});
export const change = operation({
  name: 'settings.change',
  kind: 'act',
  roles: ['administrator'],
  summary: 'changes one or more settings',
  input: settingsValues.partial(),
  output: settingsValues,
  refusals: ['setting_refused'],
});
