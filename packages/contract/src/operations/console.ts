import { z } from 'zod';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';
import { staffRoles } from '../roles.ts';
import { eligibilityVerdicts, material, notice, orderLine, timelineEntry } from '../shapes.ts';
import { ceremonyStatuses, materialKinds, orderStatuses } from '../states.ts';

const everyone = staffRoles;
const staff = z.strictObject({
  id: f.id,
  name: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(staffRoles)),
});

export const logIn = operation({
  name: 'staff.logIn',
  kind: 'act',
  roles: ['anyone'],
  summary: 'staff log-in: name, password, TOTP',
  input: z.strictObject({ name: f.note(60), password: f.typedPassword, totp: f.code }),
  output: staff,
  refusals: ['staff_log_in_failed', 'log_in_slowed'],
});
export const logOut = operation({
  name: 'staff.logOut',
  kind: 'act',
  roles: everyone,
  summary: '退出登录',
  input: f.nothing,
  output: f.nothing,
  refusals: [],
});
export const me = operation({
  name: 'staff.me',
  kind: 'read',
  roles: everyone,
  summary: 'who is logged in',
  input: f.nothing,
  output: staff,
  refusals: [],
});
export const staffList = operation({
  name: 'staff.list',
  kind: 'read',
  roles: ['administrator', 'auditor'],
  summary: 'staff accounts and duties',
  input: f.nothing,
  output: z.strictObject({
    items: z.array(z.strictObject({ ...staff.shape, isDisabled: z.boolean(), lastLogInAt: f.at.nullable() })),
  }),
  refusals: [],
});

const queueLine = z.strictObject({
  ...orderLine.shape,
  submittedAt: f.at,
  waitingMinutes: z.number().int(),
  isResubmitted: z.boolean(),
  assignedTo: z.string().nullable(),
  isMine: z.boolean(),
});
export const queue = operation({
  name: 'reviews.queue',
  kind: 'read',
  roles: ['reviewer', 'supervisor'],
  summary: 'orders waiting for review, oldest first',
  input: z.strictObject({ after: f.after, limit: f.limit }),
  output: z.strictObject({ ...f.page(queueLine).shape, waiting: z.number().int() }),
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
const byNumber = z.strictObject({ number: f.orderNumber });
export const take = operation({
  name: 'reviews.take',
  kind: 'act',
  roles: ['reviewer'],
  summary: '领取 this order',
  input: byNumber,
  output: z.strictObject({ number: z.string(), until: f.at }),
  refusals: ['not_found', 'order_state', 'review_not_yours'],
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
  account: z.strictObject({
    mobile: z.string(),
    organisation: z.string(),
    contact: z.string(),
    createdAt: f.at,
    orders: z.number().int(),
  }),
  form: z.strictObject({
    customerName: z.string(),
    representativeName: z.string(),
    representativeIdNumber: z.string(),
    representativeMobile: z.string(),
    email: z.string().nullable(),
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
  materials: z.array(material),
  history: z.array(
    z.strictObject({
      kind: z.enum(materialKinds),
      uploadedAt: f.at,
      verdict: z.enum(['pending', 'accepted', 'refused']),
      reason: z.string().nullable(),
    }),
  ),
  timeline: z.array(timelineEntry),
  assignedTo: z.string().nullable(),
  isMine: z.boolean(),
  assignedUntil: f.at.nullable(),
  decidedBy: z.string().nullable(),
  ceremony: z
    .strictObject({
      id: f.id,
      status: z.enum(ceremonyStatuses),
      failure: z.string().nullable(),
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
export const viewMaterial = operation({
  name: 'reviews.material',
  kind: 'file',
  roles: ['reviewer', 'supervisor', 'auditor'],
  summary: 'one page of a material as a picture; every view is recorded',
  input: z.strictObject({ id: f.id, page: z.coerce.number().int().min(1).max(10).default(1) }),
  output: f.nothing,
  refusals: ['not_found'],
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
        z.strictObject({ material: f.id, verdict: z.enum(['accepted', 'refused']), reason: f.note(500).optional() }),
      )
      .min(1, 'required')
      .max(3, 'too_long'),
  }),
  output: z.strictObject({ number: z.string(), status: z.enum(orderStatuses) }),
  refusals: ['not_found', 'order_state', 'review_not_yours', 'review_incomplete'],
});

export const search = operation({
  name: 'orders.search',
  kind: 'read',
  roles: ['reviewer', 'supervisor', 'finance', 'auditor'],
  summary: 'orders by number, customer name, KEY serial or status',
  input: z.strictObject({
    search: z.string().max(100).optional(),
    status: z.enum(orderStatuses).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: f.page(orderLine),
  refusals: [],
});
const withReason = z.strictObject({ number: f.orderNumber, reason: f.note(500) });
const moved = z.strictObject({ number: z.string(), status: z.enum(orderStatuses) });
export const withdraw = operation({
  name: 'orders.withdraw',
  kind: 'act',
  roles: ['supervisor'],
  summary: 'withdraws an approval; refused while a ceremony is past authorised',
  input: withReason,
  output: moved,
  refusals: ['not_found', 'order_state', 'order_ceremony_running'],
});
export const close = operation({
  name: 'orders.close',
  kind: 'act',
  roles: ['supervisor'],
  summary: 'cancels an approved order that cannot succeed (broken UKey, wrong admin secret)',
  input: withReason,
  output: moved,
  refusals: ['not_found', 'order_state', 'order_ceremony_running'],
});
export const restoreAuthorisations = operation({
  name: 'orders.restoreAuthorisations',
  kind: 'act',
  roles: ['supervisor'],
  summary: 'gives an approval its authorisations back',
  input: withReason,
  output: f.nothing,
  refusals: ['not_found', 'order_state'],
});
export const staffEvidence = operation({
  name: 'orders.evidenceCopy',
  kind: 'file',
  roles: ['supervisor', 'auditor'],
  summary: 'the evidence of a completed order',
  input: byNumber,
  output: f.nothing,
  refusals: ['not_found'],
});

export const payments = operation({
  name: 'payments.list',
  kind: 'read',
  roles: ['finance', 'auditor'],
  summary: 'orders that await or had a bank transfer',
  input: z.strictObject({
    state: z.enum(['awaited', 'received']).default('awaited'),
    search: z.string().max(100).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: f.page(
    z.strictObject({
      number: z.string(),
      customerName: z.string(),
      amountFen: z.number().int(),
      state: z.enum(['awaited', 'received']),
      createdAt: f.at,
      confirmedAt: f.at.nullable(),
      confirmedBy: z.string().nullable(),
      payer: z.string().nullable(),
      bankReference: z.string().nullable(),
    }),
  ),
  refusals: [],
});
export const confirmPayment = operation({
  name: 'payments.confirm',
  kind: 'act',
  roles: ['finance'],
  summary: 'finance confirms a bank transfer',
  input: z.strictObject({ number: f.orderNumber, amountFen: f.fen, payer: f.note(100), bankReference: f.note(64) }),
  output: moved,
  refusals: ['not_found', 'order_state', 'payment_amount_differs'],
});

const ukeyStatuses = ['active', 'lost', 'revoked'] as const;
const ukeyLine = z.strictObject({
  serial: z.string(),
  model: z.string(),
  subscriber: z.string(),
  certificateSerial: z.string(),
  notAfter: f.at,
  status: z.enum(ukeyStatuses),
  secretVersion: z.number().int().nullable(),
  secretFlags: z.array(z.enum(['weak', 'shared', 'exposed', 'wrong'])),
  adminTriesLeft: z.number().int().nullable(),
  userTriesLeft: z.number().int().nullable(),
  seenAt: f.at.nullable(),
});
export const ukeys = operation({
  name: 'ukeys.list',
  kind: 'read',
  roles: ['key_custodian', 'supervisor', 'reviewer', 'auditor'],
  summary: 'UKey registry',
  input: z.strictObject({ search: z.string().max(100).optional(), after: f.after, limit: f.limit }),
  output: f.page(ukeyLine),
  refusals: [],
});
export const inspectUkey = operation({
  name: 'ukeys.inspect',
  kind: 'read',
  roles: ['key_custodian', 'supervisor', 'reviewer', 'auditor'],
  summary: 'one UKey: certificate, counters, orders, secret version, never the secret',
  input: z.strictObject({ serial: z.string().min(1).max(64) }),
  output: z.strictObject({
    ...ukeyLine.shape,
    subject: z.string(),
    issuer: z.string(),
    notBefore: f.at,
    fingerprint: z.string(),
    contactMobile: z.string().nullable(),
    importedAt: f.at,
    orders: z.array(orderLine),
  }),
  refusals: ['not_found'],
});
/** CSV with a header line, or a JSON array: serial, model, certificate (PEM or base64 DER), adminPin, contactMobile (optional). All or nothing. */
export const importUkeys = operation({
  name: 'ukeys.import',
  kind: 'upload',
  roles: ['key_custodian'],
  summary: 'imports UKeys from CSV or JSON; weak and shared admin PINs are flagged',
  input: z.strictObject({ format: z.enum(['csv', 'json']) }),
  maxBytes: 10 * 1024 * 1024,
  output: z.strictObject({
    imported: z.number().int(),
    updated: z.number().int(),
    weak: z.number().int(),
    shared: z.number().int(),
    faults: z.array(z.strictObject({ line: z.number().int(), fault: z.string() })),
  }),
  refusals: ['import_refused'],
});
export const setUkeyStatus = operation({
  name: 'ukeys.setStatus',
  kind: 'act',
  roles: ['key_custodian', 'supervisor'],
  summary: 'reports a UKey lost or revoked, or active again',
  input: z.strictObject({ serial: z.string().min(1).max(64), status: z.enum(ukeyStatuses), reason: f.note(500) }),
  output: f.nothing,
  refusals: ['not_found'],
});

export const sms = operation({
  name: 'sms.list',
  kind: 'read',
  roles: ['supervisor', 'auditor', 'administrator'],
  summary: 'SMS log, numbers masked, codes never shown',
  input: z.strictObject({ search: z.string().max(100).optional(), after: f.after, limit: f.limit }),
  output: f.page(
    z.strictObject({
      id: f.id,
      mobile: z.string(),
      template: z.string(),
      order: z.string().nullable(),
      state: z.enum(['queued', 'sent', 'failed']),
      attempts: z.number().int(),
      createdAt: f.at,
      sentAt: f.at.nullable(),
      failure: z.string().nullable(),
    }),
  ),
  refusals: [],
});
export const audit = operation({
  name: 'audit.list',
  kind: 'read',
  roles: ['auditor'],
  summary: 'audit leaves',
  input: z.strictObject({
    operation: z.string().max(60).optional(),
    subject: z.string().max(100).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: f.page(
    z.strictObject({
      id: z.string(),
      at: f.at,
      actor: z.string(),
      operation: z.string(),
      subject: z.string().nullable(),
      detail: z.record(z.string(), z.unknown()),
      leafHash: z.string(),
    }),
  ),
  refusals: [],
});

/** Every setting that staff may change, with its shape; the server's defaults fill what was never set. */
export const settingShapes = {
  feeFen: f.fen,
  reviewHours: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(240, 'wrong_type'),
  unpaidHours: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(720, 'wrong_type'),
  rejectedDays: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(365, 'wrong_type'),
  resetDays: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(365, 'wrong_type'),
  assignmentMinutes: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(120, 'wrong_type'),
  /** The bridge's own floor stays at 6: policy can only raise it. */
  pinPolicy: z
    .strictObject({
      min: z.number('wrong_type').int('wrong_type').min(6, 'wrong_type').max(16, 'wrong_type'),
      max: z.number('wrong_type').int('wrong_type').min(6, 'wrong_type').max(16, 'wrong_type'),
    })
    .refine((p) => p.min <= p.max, 'wrong_type'),
  caName: f.note(100),
  productName: z.strictObject({ zh: f.note(100), en: f.note(100) }),
  hotline: f.note(60),
  wechat: f.note(60),
  bankTransfer: z.strictObject({ payee: f.note(100), bank: f.note(100), account: f.note(60) }),
  cannedReasons: z.array(f.note(200)).max(50, 'too_long'),
} as const;
const settingsValues = z.strictObject(settingShapes);
export type Settings = z.output<typeof settingsValues>;
export const settings = operation({
  name: 'settings.list',
  kind: 'read',
  roles: ['administrator', 'supervisor', 'reviewer', 'auditor'],
  summary: 'fees, times, texts, PIN policy',
  input: f.nothing,
  output: settingsValues,
  refusals: [],
});
export const changeSettings = operation({
  name: 'settings.change',
  kind: 'act',
  roles: ['administrator'],
  summary: 'changes one or more settings',
  input: settingsValues.partial(),
  output: settingsValues,
  refusals: ['setting_refused'],
});
export const notices = operation({
  name: 'notices.list',
  kind: 'read',
  roles: ['administrator', 'supervisor'],
  summary: 'notices on the 首页',
  input: f.nothing,
  output: z.strictObject({ items: z.array(notice) }),
  refusals: [],
});
export const addNotice = operation({
  name: 'notices.add',
  kind: 'act',
  roles: ['administrator'],
  summary: 'publishes a notice',
  input: z.strictObject({ title: f.note(100), body: f.note(2000) }),
  output: notice,
  refusals: [],
});
export const removeNotice = operation({
  name: 'notices.remove',
  kind: 'act',
  roles: ['administrator'],
  summary: 'takes a notice down',
  input: z.strictObject({ id: f.id }),
  output: f.nothing,
  refusals: ['not_found'],
});
