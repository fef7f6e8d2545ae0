/** From when a record's time runs. */
export const retentionStarts = {
  last_change: { zh: '最后一次修改', en: 'the last change' },
  order_end: { zh: '订单结束', en: 'the end of the order' },
  certificate_end: { zh: '证书失效', en: 'the end of the certificate' },
  invoice_change: { zh: '发票最后一次变动', en: 'the last change of the invoice' },
  sent: { zh: '消息产生', en: 'the making of the message' },
  session_end: { zh: '登录结束', en: 'the end of the session' },
  read: { zh: '读取', en: 'the reading' },
  request_end: { zh: '变更办结', en: 'the end of the request' },
  request: { zh: '本人提出', en: "the person's request" },
} as const;
export type RetentionStart = keyof typeof retentionStarts;

/** The clocks that a CA sets itself: the bounds are what the law demands at least, or what the privacy text promises at most. */
export const retentionLimits = {
  draftDays: { min: 1, max: 7, unit: 'day', standard: 7 },
  cancelledDays: { min: 1, max: 30, unit: 'day', standard: 30 },
  rejectedDays: { min: 1, max: 90, unit: 'day', standard: 90 },
  restrictDays: { min: 0, max: 365, unit: 'day', standard: 30 },
  evidenceYears: { min: 5, max: 30, unit: 'year', standard: 5 },
  paymentYears: { min: 3, max: 30, unit: 'year', standard: 10 },
  invoiceYears: { min: 10, max: 30, unit: 'year', standard: 10 },
  messageDays: { min: 184, max: 1_100, unit: 'day', standard: 184 },
  sessionDays: { min: 184, max: 1_830, unit: 'day', standard: 1_096 },
} as const;
export type RetentionLimit = keyof typeof retentionLimits;
/** The settings' values by name. */
export type RetentionTimes = Readonly<Record<RetentionLimit, number>>;

interface Text {
  readonly zh: string;
  readonly en: string;
}
interface Rule {
  readonly start: RetentionStart;
  /** A setting, so many days that nobody can change, or at once. */
  readonly limit: RetentionLimit | { readonly days: number };
  readonly name: Text;
  /** Why it may be kept so long, and must not be kept longer. */
  readonly law: Text;
  readonly goes: Text;
  readonly stays: Text;
}

const networkLogs: Text = {
  zh: '《网络安全法》第二十三条：网络日志不少于六个月',
  en: 'Cybersecurity Law §23: network logs, six months at least',
};
const signatures: Text = {
  zh: '《电子签名法》第二十四条：证书失效后至少保存五年',
  en: 'Electronic Signature Law §24: at least five years after the certificate ended',
};
const minimal: Text = {
  zh: '《个人信息保护法》第十九条、第四十七条：目的达到后不再保存',
  en: 'Personal Information Protection Law §19, §47: not kept beyond its purpose',
};
const ofOrder: Text = {
  zh: '申请表、材料及其页面图和预审结果、核查依据、读取与重置过程、各类说明文字、无收款的转账凭证',
  en: 'form, materials with their pages and checks, what was compared, readings and transcript, notes, vouchers of money that never came',
};
const shell: Text = {
  zh: '订单号、单位名称、KEY和证书序列号、状态与时间、金额、审计日志',
  en: 'number, organisation, serial numbers of UKey and certificate, states and times, amounts, audit log',
};
const nothing: Text = { zh: '审计日志', en: 'the audit log' };

/** Every clock that ends in a deletion: what starts it, how long it runs, by which law, what goes and what stays. The server deletes by these names. */
export const retentionRules = {
  draft: {
    start: 'last_change',
    limit: 'draftDays',
    name: { zh: '未提交的草稿', en: 'Draft that was not submitted' },
    law: minimal,
    goes: {
      zh: '草稿、表单、已上传的材料及其页面图和预审结果',
      en: 'draft, form, uploaded materials with pages and checks',
    },
    stays: nothing,
  },
  cancelled: {
    start: 'order_end',
    limit: 'cancelledDays',
    name: { zh: '取消或失效、没有审核结论的订单', en: 'Order that ended without a verdict' },
    law: minimal,
    goes: ofOrder,
    stays: shell,
  },
  rejected: {
    start: 'order_end',
    limit: 'rejectedDays',
    name: { zh: '审核不通过、没有办成的订单', en: 'Order that was refused and never approved' },
    law: minimal,
    goes: ofOrder,
    stays: shell,
  },
  evidence: {
    start: 'certificate_end',
    limit: 'evidenceYears',
    name: { zh: '审核通过或曾被停止的订单', en: 'Order that was approved, or stopped' },
    law: signatures,
    goes: { zh: `${ofOrder.zh}，以及重置凭证`, en: `${ofOrder.en}, and the evidence of the reset` },
    stays: shell,
  },
  consent: {
    start: 'certificate_end',
    limit: 'evidenceYears',
    name: { zh: '同意记录', en: 'Consents' },
    law: {
      zh: '《个人信息保护法》第十四条、第六十九条：处理者须能证明已取得同意，与凭证同期保存',
      en: 'Personal Information Protection Law §14, §69: the handler proves consent; kept as long as the evidence',
    },
    goes: { zh: '同意的种类、版本、时间', en: 'kind, version and time of the consent' },
    stays: nothing,
  },
  payment: {
    start: 'order_end',
    limit: 'paymentYears',
    name: { zh: '支付资料', en: 'Payment papers' },
    law: {
      zh: '《电子商务法》第三十一条：交易信息至少三年；《税收征收管理法实施细则》第二十九条：账簿凭证十年',
      en: 'E-Commerce Law §31: trade records three years at least; Tax Administration Rules §29: vouchers ten years',
    },
    goes: { zh: '转账凭证、付款人姓名、退款说明', en: 'vouchers, names of payers, notes on refunds' },
    stays: { zh: '金额、时间、渠道、流水号', en: 'amounts, times, channels and references' },
  },
  invoice_unmade: {
    start: 'invoice_change',
    limit: { days: 90 },
    name: { zh: '没有开成的发票申请', en: 'Request that came to no invoice' },
    law: minimal,
    goes: { zh: '购买方资料', en: "the buyer's facts" },
    stays: { zh: '申请号、金额、状态', en: 'request number, amount, state' },
  },
  invoice: {
    start: 'invoice_change',
    limit: 'invoiceYears',
    name: { zh: '已开具的发票', en: 'Invoice' },
    law: {
      zh: '《税收征收管理法实施细则》第二十九条：十年',
      en: 'Tax Administration Rules §29: ten years',
    },
    goes: { zh: '购买方资料、发票文件', en: "the buyer's facts and the invoice's files" },
    stays: { zh: '发票号码、金额、日期', en: 'invoice number, amount, days' },
  },
  message: {
    start: 'sent',
    limit: 'messageDays',
    name: { zh: '短信和邮件记录', en: 'SMS and e-mail log' },
    law: networkLogs,
    goes: { zh: '号码或邮箱、发送记录', en: 'number or address, and the record of sending' },
    stays: { zh: '每日条数', en: 'how many a day' },
  },
  session: {
    start: 'session_end',
    limit: 'sessionDays',
    name: { zh: '登录记录', en: 'Sessions' },
    law: networkLogs,
    goes: { zh: '设备、登录和使用时间', en: 'device, times of log-in and use' },
    stays: nothing,
  },
  reading: {
    start: 'read',
    limit: 'draftDays',
    name: { zh: 'KEY的读取', en: 'Reading of a UKey' },
    law: minimal,
    goes: { zh: '读到的证书信息和往来消息', en: 'what was read, and the messages' },
    stays: nothing,
  },
  mobile_change: {
    start: 'request_end',
    limit: 'sessionDays',
    name: { zh: '手机号变更', en: 'Change of the mobile number' },
    law: {
      zh: '《网络安全法》第二十三条：网络日志不少于六个月；账户被盗用时的凭据',
      en: 'Cybersecurity Law §23: network logs, six months at least; proof where an account was taken over',
    },
    goes: { zh: '新旧号码、理由、盖章文件', en: 'both numbers, the reason and the stamped paper' },
    stays: nothing,
  },
  mobile_paper: {
    start: 'last_change',
    limit: 'draftDays',
    name: { zh: '没有提交的变更文件', en: 'Paper of a change that was never asked for' },
    law: minimal,
    goes: { zh: '文件及其页面图', en: 'the paper with its pages' },
    stays: nothing,
  },
  contact: {
    start: 'certificate_end',
    limit: 'evidenceYears',
    name: { zh: 'KEY登记的联系人', en: 'Contact on record of a UKey' },
    law: signatures,
    goes: { zh: '联系手机、邮箱', en: 'mobile number and e-mail' },
    stays: { zh: 'KEY和证书登记', en: 'the record of UKey and certificate' },
  },
  account: {
    start: 'request',
    limit: { days: 0 },
    name: { zh: '注销的账户', en: 'Account that was deleted' },
    law: {
      zh: '《个人信息保护法》第四十七条、《网络数据安全管理条例》第二十五条：注销即删除',
      en: 'Personal Information Protection Law §47; Network Data Security Regulations §25: deleted on request',
    },
    goes: {
      zh: '手机号、密码、单位、联系人、邮箱、收货地址、发票抬头、草稿，以及法律不要求保存的订单资料',
      en: 'number, password, organisation, contact, e-mail, addresses, invoice titles, draft, and the data of orders that no law keeps',
    },
    stays: { zh: '法律要求保存的记录，已封存', en: 'what the law makes us keep, locked away' },
  },
} as const satisfies Record<string, Rule>;
export type RetentionRule = keyof typeof retentionRules;
export const retentionRuleNames = Object.keys(retentionRules) as [RetentionRule, ...RetentionRule[]];

/** What an ended order is kept as: the name of its rule. */
export type OrderKeeping = Extract<RetentionRule, 'cancelled' | 'rejected' | 'evidence'>;

const limitOf = (rule: RetentionRule, times: RetentionTimes): { days: number } | { years: number } => {
  const { limit } = retentionRules[rule];
  if (typeof limit !== 'string') return limit;
  return retentionLimits[limit].unit === 'year' ? { years: times[limit] } : { days: times[limit] };
};

const shifted = (at: Date, by: { days: number } | { years: number }, sign: 1 | -1): Date => {
  const moved = new Date(at);
  if ('years' in by) {
    moved.setUTCFullYear(at.getUTCFullYear() + sign * by.years);
    // 29 February in a year that has none: 1 March forwards, 28 February backwards, so that nothing is due a day early.
    if (sign < 0 && moved.getUTCMonth() !== at.getUTCMonth()) moved.setUTCDate(0);
  } else moved.setUTCDate(at.getUTCDate() + sign * by.days);
  return moved;
};

/** When a record whose clock started then is due. */
export const dueAt = (rule: RetentionRule, since: Date, times: RetentionTimes): Date =>
  shifted(since, limitOf(rule, times), 1);

/** What started before this is due at `now`. */
export const dueBefore = (rule: RetentionRule, now: Date, times: RetentionTimes): Date =>
  shifted(now, limitOf(rule, times), -1);

/** How long a rule's clock runs, in words. */
export function limitWords(rule: RetentionRule, times: RetentionTimes, language: 'zh' | 'en'): string {
  const by = limitOf(rule, times);
  const [count, zh, en] = 'years' in by ? [by.years, '年', 'year'] : [by.days, '天', 'day'];
  if (count === 0) return language === 'zh' ? '立即' : 'at once';
  return language === 'zh' ? `${count} ${zh}` : `${count} ${en}${count === 1 ? '' : 's'}`;
}
