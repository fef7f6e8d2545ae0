import { methods, pinPrompts } from '@jiesuo/ceremony/messages';
import { z } from 'zod';
import { failureCodes } from './failures.ts';
import * as f from './fields.ts';
import { moneyStates } from './money.ts';
import { retentionRuleNames } from './retention.ts';
import { ceremonyStatuses, materialKinds, orderStatuses } from './states.ts';

/** Why a UKey may or may not be reset online. `fine` is the only verdict that lets a draft go on. */
export const eligibilityVerdicts = [
  'fine',
  'unknown_ukey',
  'certificate_differs',
  'certificate_expired',
  'certificate_not_yet_valid',
  'reported_lost',
  'revoked',
  'admin_tries_low',
  'admin_secret_missing',
  'admin_secret_weak',
  'order_open',
  'model_unsupported',
] as const;
export type EligibilityVerdict = (typeof eligibilityVerdicts)[number];
export const eligibilityWords: Record<EligibilityVerdict, { zh: string; en: string }> = {
  fine: { zh: '可以在线重置密码。', en: 'The PIN can be reset online.' },
  unknown_ukey: {
    zh: '这个KEY不是本机构发放的，请联系发放它的CA机构。',
    en: 'This UKey was not issued here. Please contact the CA that issued it.',
  },
  certificate_differs: {
    zh: 'KEY中的证书与登记的不一致，请联系客服核对。',
    en: 'The certificate in the UKey differs from the registered one. Please contact support.',
  },
  certificate_expired: {
    zh: '证书已过期，请先办理证书更新。',
    en: 'The certificate has expired. Please renew it first.',
  },
  certificate_not_yet_valid: { zh: '证书尚未生效。', en: 'The certificate is not valid yet.' },
  reported_lost: {
    zh: '这个KEY已挂失，不能在线重置，请联系客服。',
    en: 'This UKey was reported lost and cannot be reset online. Please contact support.',
  },
  revoked: { zh: '证书已吊销，不能在线重置。', en: 'The certificate was revoked.' },
  admin_tries_low: {
    zh: 'KEY的管理员密码剩余次数不足，为避免KEY锁死，请到服务网点办理。',
    en: 'Too few admin tries are left. To keep the UKey safe, please visit a counter.',
  },
  admin_secret_missing: {
    zh: '没有这个KEY的管理信息，请到服务网点办理。',
    en: 'The registry has no admin secret for this UKey. Please visit a counter.',
  },
  admin_secret_weak: {
    zh: '这个KEY的管理员密码强度不足，不能在线重置，请到服务网点办理。',
    en: "This UKey's admin PIN is too weak for a remote reset. Please visit a counter.",
  },
  order_open: {
    zh: '这个KEY已有办理中的订单，请在“我的订单”中继续。',
    en: 'There is an open order for this UKey. Please continue under My orders.',
  },
  model_unsupported: {
    zh: '这个型号的KEY暂不支持在线重置，请到服务网点办理。',
    en: 'This model cannot be reset online yet. Please visit a counter.',
  },
};

export const account = z.strictObject({
  id: f.id,
  mobile: z.string(),
  organisation: z.string(),
  contact: z.string(),
  email: z.string().nullable(),
  /** Where notices also go, beside the SMS; null when the customer did not ask for it. */
  noticeMail: z.string().nullable(),
  createdAt: f.at,
});

/** A UKey as it was read, with the server's judgement. Nothing of it is trusted but the verdict. */
export const readUkey = z.strictObject({
  claimedSerial: z.string(),
  label: z.string(),
  certificateSerial: z.string(),
  subscriber: z.string(),
  issuer: z.string(),
  algorithm: z.enum(['sm2', 'rsa', 'ec']),
  notBefore: f.at,
  notAfter: f.at,
  fingerprint: z.string(),
  userTriesLeft: z.number().int().nullable(),
  userTriesMax: z.number().int().nullable(),
  adminTriesLeft: z.number().int().nullable(),
  isLocked: z.boolean(),
  verdict: z.enum(eligibilityVerdicts),
});

/** A rectangle on one page of a material: shares of the upright page's width and height, from its upper left corner. */
export const region = z
  .strictObject({
    page: z.number('wrong_type').int('wrong_type').min(1, 'wrong_type').max(10, 'wrong_type'),
    x: z.number('wrong_type').min(0, 'wrong_type').max(1, 'wrong_type'),
    y: z.number('wrong_type').min(0, 'wrong_type').max(1, 'wrong_type'),
    width: z.number('wrong_type').gt(0, 'wrong_type').max(1, 'wrong_type'),
    height: z.number('wrong_type').gt(0, 'wrong_type').max(1, 'wrong_type'),
  })
  // A little more than the page: shares are sums of rounded numbers.
  .refine((r) => r.x + r.width <= 1.001 && r.y + r.height <= 1.001, 'wrong_type');

export const material = z.strictObject({
  id: f.id,
  kind: z.enum(materialKinds),
  mediaType: z.enum(['image/jpeg', 'image/png', 'application/pdf']),
  pages: z.number().int(),
  bytes: z.number().int(),
  uploadedAt: f.at,
  verdict: z.enum(['pending', 'accepted', 'refused']),
  reason: z.string().nullable(),
  /** Where on it the reviewer found what he refused it for. */
  region: region.nullable(),
});

export const draftForm = z.strictObject({
  customerName: z.string().max(200).default(''),
  representativeName: z.string().max(100).default(''),
  representativeIdNumber: z.string().max(40).default(''),
  representativeMobile: z.string().max(32).default(''),
  email: z.string().max(254).default(''),
  deadline: z.string().max(16).default(''),
  hasIdCardConsent: z.boolean().default(false),
});
/** The same form, complete and correct: what `orders.submit` and 确定 require. */
export const orderForm = z.strictObject({
  customerName: f.organisation,
  representativeName: f.personName,
  representativeIdNumber: f.idNumber,
  representativeMobile: f.mobile,
  email: f.email,
  /** By when the customer needs it, such as a bid opening (开标时间). */
  deadline: f.deadline,
  hasIdCardConsent: z.literal(true, 'required'),
});

export const draft = z.strictObject({
  id: f.id,
  ukey: readUkey.nullable(),
  form: draftForm,
  materials: z.array(material),
  feeFen: z.number().int(),
  updatedAt: f.at,
});

export const timelineEntry = z.strictObject({
  at: f.at,
  event: z.enum([
    'submitted',
    'paid',
    'review_started',
    'refused',
    'resubmitted',
    'approved',
    'second_review',
    'second_returned',
    'stopped',
    'stop_lifted',
    'withdrawn',
    'reset_started',
    'reset_failed',
    'completed',
    'cancelled',
    'closed',
    'expired',
    'refund_started',
    'refunded',
  ]),
  note: z.string().nullable(),
});

/** What came in for an order and what went back, integer fen, with the state that follows. */
export const money = z.strictObject({
  state: z.enum(moneyStates),
  paidFen: z.number().int(),
  refundedFen: z.number().int(),
});

export const orderLine = z.strictObject({
  number: z.string(),
  status: z.enum(orderStatuses),
  customerName: z.string(),
  ukeySerial: z.string(),
  feeFen: z.number().int(),
  money,
  createdAt: f.at,
  expiresAt: f.at.nullable(),
  isAssigned: z.boolean(),
});

/** By which method the UKey is or was reset, and whether the key custodian has a word in it. `method` is null for a model that nobody knows any more. */
export const resetFacts = z.strictObject({
  method: z.enum(methods).nullable(),
  custody: z.enum(['not_needed', 'waiting', 'granted', 'refused']),
  /** Where the new PIN had to be typed and where it was, by the evidence of a completed reset. */
  prompt: z.strictObject({ demanded: z.enum(pinPrompts), used: z.enum(pinPrompts).nullable() }).optional(),
});

/** Which rule deleted an order's form and materials, and when. */
export const deletion = z.strictObject({ at: f.at, rule: z.enum(retentionRuleNames) });

export const order = z.strictObject({
  ...orderLine.shape,
  reset: resetFacts,
  certificateSerial: z.string(),
  certificateNotAfter: f.at,
  form: z.strictObject({
    customerName: z.string(),
    representativeName: z.string(),
    /** Masked: 110105********002X. */
    representativeIdNumber: z.string(),
    representativeMobile: z.string(),
    email: z.string().nullable(),
    deadline: z.string().nullable(),
  }),
  materials: z.array(material),
  timeline: z.array(timelineEntry),
  ceremony: z
    .strictObject({
      id: f.id,
      status: z.enum(ceremonyStatuses),
      failure: z.enum(failureCodes).nullable(),
      updatedAt: f.at,
    })
    .nullable(),
  authorisationsLeft: z.number().int(),
  hasEvidence: z.boolean(),
  /** When form and materials were deleted, and by which rule; `orders.evidence` is then the statement of it. */
  deletion: deletion.nullable(),
  /** By when the review was promised as the order entered it: working hours, statutory holidays left out. */
  reviewExpectedAt: f.at.nullable(),
  /** The way back to whose link the customer came by, with the order's number and the link's state; null when there is none, or it is registered no more. */
  returnTo: z.string().nullable(),
  /** 二次复核, a stop, and from when the reset may be opened where it has to wait; never why. */
  safety: z.strictObject({
    isSecondReview: z.boolean(),
    isStopped: z.boolean(),
    resetFrom: f.at.nullable(),
    /** The consent to the ID card's image was withdrawn: nobody may look at it, and the review rests. */
    isIdCardClosed: z.boolean(),
  }),
});

export const address = z.strictObject({
  id: f.id,
  receiver: z.string(),
  mobile: z.string(),
  regionCode: z.string(),
  region: z.array(z.string()),
  street: z.string(),
  isDefault: z.boolean(),
});
export const addressInput = z.strictObject({
  receiver: f.personName,
  mobile: f.mobile,
  /** The six-digit code of the district (GB/T 2260), or of the city where it has no districts. */
  regionCode: z.string('wrong_type').regex(/^\d{6}$/, 'region_unknown'),
  /** 省, 市, 区 as text, kept with the code. */
  region: z.array(f.note(30)).min(2, 'region_unknown').max(3, 'region_unknown'),
  street: f.note(120),
  isDefault: z.boolean().default(false),
});

const said = z.strictObject({ zh: z.string(), en: z.string() });
export const notice = z.strictObject({ id: f.id, title: said, body: said, publishedAt: f.at });

export type Account = z.output<typeof account>;
export type ReadUkey = z.output<typeof readUkey>;
export type Region = z.output<typeof region>;
export type Material = z.output<typeof material>;
export type DraftForm = z.output<typeof draftForm>;
export type OrderForm = z.output<typeof orderForm>;
export type Draft = z.output<typeof draft>;
export type Order = z.output<typeof order>;
export type ResetFacts = z.output<typeof resetFacts>;
export type OrderLine = z.output<typeof orderLine>;
export type TimelineEntry = z.output<typeof timelineEntry>;
export type Money = z.output<typeof money>;
export type Address = z.output<typeof address>;
export type Notice = z.output<typeof notice>;
