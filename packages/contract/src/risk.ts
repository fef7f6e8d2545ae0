/** What a rule that fires asks for: another person's approval, a notice to the contact on the CA's own record, or time before the reset. */
export const riskDemands = ['second_approval', 'notice', 'cooling_off'] as const;
export type RiskDemand = (typeof riskDemands)[number];

interface Rule {
  /** What it asks for by itself. */
  readonly demands: readonly RiskDemand[];
  /** What it counts for; rules that fire together and reach the settings' `secondFrom` ask for a second approval. */
  readonly weight: number;
  readonly zh: string;
  readonly en: string;
}

/** The rules, as staff read them. No customer ever does: it would teach a forger what to avoid. */
export const riskRules = {
  new_account: { demands: ['second_approval'], weight: 1, zh: '账户是新注册的', en: 'The account is new' },
  account_recovered: {
    demands: ['second_approval', 'notice', 'cooling_off'],
    weight: 2,
    zh: '账户密码近期通过短信找回过',
    en: "The account's password was recovered by SMS a short while ago",
  },
  phone_not_on_record: {
    demands: ['second_approval', 'notice', 'cooling_off'],
    weight: 2,
    zh: '账户手机号不是登记的联系手机',
    en: "The account's number is not the one on our record",
  },
  no_contact_on_record: {
    demands: [],
    weight: 1,
    zh: 'KEY没有登记联系人，无法核对，也无法通知',
    en: 'No contact is on record for this UKey: nobody to compare with or to tell',
  },
  second_reset: {
    demands: ['second_approval', 'notice'],
    weight: 2,
    zh: '同一KEY或同一单位近期已重置过',
    en: 'This UKey or subscriber was reset a short while ago',
  },
  representative_changed: {
    demands: ['second_approval', 'notice'],
    weight: 2,
    zh: '经办人与上次完成的订单不同',
    en: 'The representative differs from the last completed order',
  },
  material_seen: {
    demands: ['second_approval', 'notice'],
    weight: 2,
    zh: '材料曾由另一个账户提交',
    en: 'A material was sent under another account before',
  },
  material_contradicts: {
    demands: ['second_approval', 'notice'],
    weight: 2,
    zh: '材料预审发现内容与申请表或证书不符',
    en: 'The document check found a contradiction to the form or the certificate',
  },
  material_unread: {
    demands: [],
    weight: 1,
    zh: '有材料没能预审',
    en: 'A material could not be checked by machine',
  },
  deadline_near: { demands: [], weight: 1, zh: '申请人称时间紧迫', en: 'The customer presses for time' },
  many_subscribers: {
    demands: ['second_approval', 'notice'],
    weight: 2,
    zh: '同一账户为多个单位办理',
    en: 'One account acts for several subscribers',
  },
  certificate_contact_differs: {
    demands: ['second_approval'],
    weight: 2,
    zh: '证书中的联系信息与申请表不同',
    en: "The certificate's own contact differs from the form",
  },
  organisation_differs: {
    demands: [],
    weight: 1,
    zh: '账户的单位名称与证书不同',
    en: "The account's organisation is not the certificate's",
  },
  refused_before: {
    demands: ['second_approval'],
    weight: 2,
    zh: '曾被复核退回',
    en: 'A second approval was refused before',
  },
  reviewer_touched_before: {
    demands: ['second_approval'],
    weight: 2,
    zh: '通过它的业务人员以前经手过这个订单',
    en: 'Who approved it had handled this order before',
  },
} as const satisfies Record<string, Rule>;
export type RiskRule = keyof typeof riskRules;
export const riskRuleNames = Object.keys(riskRules) as [RiskRule, ...RiskRule[]];

/** What a rule saw, named; each value is a short text. */
export const riskFacts = {
  days: { zh: '天数', en: 'Days' },
  onRecord: { zh: '登记的号码', en: 'Number on record' },
  used: { zh: '本次使用', en: 'Used now' },
  order: { zh: '相关订单', en: 'Order' },
  before: { zh: '上次', en: 'Before' },
  now: { zh: '本次', en: 'Now' },
  material: { zh: '材料', en: 'Material' },
  findings: { zh: '预审结果', en: 'Findings' },
  deadline: { zh: '期限', en: 'Deadline' },
  subscribers: { zh: '单位数', en: 'Subscribers' },
  certificate: { zh: '证书', en: 'Certificate' },
  form: { zh: '申请表', en: 'Form' },
  reason: { zh: '理由', en: 'Reason' },
} as const;
export type RiskFact = keyof typeof riskFacts;
export const riskFactNames = Object.keys(riskFacts) as [RiskFact, ...RiskFact[]];

/** Where the approval of an order stands, beside its state: a second approval is still a review. */
export const approvalStates = ['first', 'second', 'done'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** How many characters a stop code has: Crockford's base 32, 60 bits. */
export const stopCodeLength = 12;
export const stopCodeLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** As a person types it, by Crockford's rules: either case, with blanks or hyphens, O for 0, I and L for 1. */
export const normaliseStopCode = (typed: string): string =>
  typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
