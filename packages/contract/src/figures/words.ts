import type { FigureTable } from './groups.ts';

/** `days7` and `days30` end with today; every period is compared with the one before, as far as this one has come. */
export const periodNames = ['today', 'days7', 'days30', 'month', 'custom'] as const;
export type PeriodName = (typeof periodNames)[number];
/** Longest period, in days. */
export const periodDaysMost = 366;

/** What orders go through, counted on the day on which it happened. */
export const flows = [
  'submitted',
  'paid',
  'approved',
  'refused',
  'resubmitted',
  'withdrawn',
  'completed',
  'cancelled',
  'expired',
] as const;
export type Flow = (typeof flows)[number];
interface Said {
  readonly zh: string;
  readonly en: string;
}
export const flowWords: Record<Flow, Said> = {
  submitted: { zh: '新提交', en: 'Submitted' },
  paid: { zh: '收到款项', en: 'Paid' },
  approved: { zh: '审核通过', en: 'Approved' },
  refused: { zh: '审核不通过', en: 'Not approved' },
  resubmitted: { zh: '重新提交材料', en: 'Resubmitted' },
  withdrawn: { zh: '撤回审核', en: 'Approval withdrawn' },
  completed: { zh: '完成重置', en: 'Reset completed' },
  cancelled: { zh: '取消', en: 'Cancelled' },
  expired: { zh: '失效', en: 'Expired' },
};

/** From one moment of an order to a later one, by the clock, nights and holidays included; counted on the day of the later one. */
export const waits = ['assignment', 'decision', 'review', 'reset'] as const;
export type Wait = (typeof waits)[number];
export const waitWords: Record<Wait, Said> = {
  assignment: { zh: '提交到领取', en: 'Submitted to assigned' },
  decision: { zh: '领取到审核结论', en: 'Assigned to decided' },
  review: { zh: '提交到审核结论', en: 'Submitted to decided' },
  reset: { zh: '审核通过到重置完成', en: 'Approved to reset' },
};

export const tableWords: Record<FigureTable, Said> = {
  states: { zh: '订单现状', en: 'Orders by state' },
  flows: { zh: '订单办理', en: 'Orders in the period' },
  flow_days: { zh: '每日订单', en: 'Orders per day' },
  waits: { zh: '等待时间', en: 'Waiting times' },
  quality: { zh: '审核质量', en: 'Quality of reviews' },
  reasons: { zh: '退回原因', en: 'Reasons of refusal' },
  resets: { zh: '密码重置', en: 'PIN resets' },
  methods: { zh: '重置方式', en: 'Methods of reset' },
  models: { zh: 'KEY型号', en: 'UKey models' },
  failures: { zh: '重置未成功的原因', en: 'Why resets failed' },
  reviewers: { zh: '业务人员工作量', en: 'Load per reviewer' },
  channels: { zh: '收款与退款', en: 'Money by channel' },
  money_days: { zh: '每日收支', en: 'Money per day' },
  messages: { zh: '短信与邮件', en: 'SMS and e-mail' },
};

/** The heads of columns, and the names of rows that have none elsewhere. */
export const headWords = {
  state: { zh: '状态', en: 'State' },
  now: { zh: '现在', en: 'Now' },
  what: { zh: '项目', en: 'What' },
  count: { zh: '数量', en: 'Count' },
  before: { zh: '上期', en: 'Before' },
  day: { zh: '日期', en: 'Day' },
  wait: { zh: '阶段', en: 'Stage' },
  median: { zh: '中位数', en: 'Median' },
  p90: { zh: '九成在此时间内', en: '90 % within' },
  medianBefore: { zh: '上期中位数', en: 'Median before' },
  p90Before: { zh: '上期九成', en: '90 % before' },
  share: { zh: '比例', en: 'Share' },
  shareBefore: { zh: '上期比例', en: 'Share before' },
  of: { zh: '总数', en: 'Of' },
  promise: { zh: '按承诺时间审核', en: 'Decided as promised' },
  firstPass: { zh: '首次审核即通过', en: 'Approved at the first review' },
  reason: { zh: '原因', en: 'Reason' },
  otherReason: { zh: '其他', en: 'Other' },
  started: { zh: '开始', en: 'Started' },
  completed: { zh: '完成', en: 'Completed' },
  failed: { zh: '未成功', en: 'Failed' },
  method: { zh: '方式', en: 'Method' },
  model: { zh: '型号', en: 'Model' },
  reviewer: { zh: '业务人员', en: 'Reviewer' },
  decisions: { zh: '审核数', en: 'Decisions' },
  approved: { zh: '通过', en: 'Approved' },
  refused: { zh: '不通过', en: 'Not approved' },
  channel: { zh: '渠道', en: 'Channel' },
  paidCount: { zh: '收款笔数', en: 'Payments' },
  paidFen: { zh: '收款（元）', en: 'Paid (CNY)' },
  refundedCount: { zh: '退款笔数', en: 'Refunds' },
  refundedFen: { zh: '退款（元）', en: 'Refunded (CNY)' },
  paidBefore: { zh: '上期收款（元）', en: 'Paid before (CNY)' },
  refundedBefore: { zh: '上期退款（元）', en: 'Refunded before (CNY)' },
  sms: { zh: '短信', en: 'SMS' },
  mail: { zh: '邮件', en: 'E-mail' },
  queued: { zh: '待发送', en: 'Queued' },
  sent: { zh: '已发送', en: 'Sent' },
  delivered: { zh: '已送达', en: 'Delivered' },
  unknown: { zh: '结果不明', en: 'Unknown' },
  failedToSend: { zh: '发送失败', en: 'Failed' },
} as const satisfies Record<string, Said>;
