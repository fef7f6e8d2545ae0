/** The money of an order, beside its status: a refund is a state of the money, never of the order. */
export const moneyStates = ['none', 'unpaid', 'paid', 'refunding', 'refunded'] as const;
export type MoneyState = (typeof moneyStates)[number];
export const moneyStateWords: Record<MoneyState, { zh: string; en: string }> = {
  none: { zh: '无需支付', en: 'Nothing to pay' },
  unpaid: { zh: '未支付', en: 'Not paid' },
  paid: { zh: '已支付', en: 'Paid' },
  refunding: { zh: '退款中', en: 'Being refunded' },
  refunded: { zh: '已退款', en: 'Refunded' },
};

/** Ways to pay. Those of `gatewayChannels` have a gateway that can be asked; a bank transfer has finance. */
export const gatewayChannels = ['wechat', 'alipay'] as const;
export const payChannels = [...gatewayChannels, 'bank_transfer'] as const;
export type PayChannel = (typeof payChannels)[number];
export const payChannelWords: Record<PayChannel, { zh: string; en: string }> = {
  wechat: { zh: '微信支付', en: 'WeChat Pay' },
  alipay: { zh: '支付宝', en: 'Alipay' },
  bank_transfer: { zh: '对公转账', en: 'Bank transfer' },
};

/** One try to pay, through one channel. `paid`: its money came, whatever the order needed it for. */
export const attemptStates = ['open', 'paid', 'closed'] as const;
export type AttemptState = (typeof attemptStates)[number];
export const attemptStateWords: Record<AttemptState, { zh: string; en: string }> = {
  open: { zh: '待支付', en: 'Open' },
  paid: { zh: '已到账', en: 'Received' },
  closed: { zh: '已关闭', en: 'Closed' },
};
/** What the money of a paid try was to the order: its fee, the same fee once more, or money for an order that had ended. The last two go back. */
export const moneyUses = ['order', 'duplicate', 'late'] as const;
export type MoneyUse = (typeof moneyUses)[number];
export const moneyUseWords: Record<MoneyUse, { zh: string; en: string }> = {
  order: { zh: '订单费用', en: 'Fee of the order' },
  duplicate: { zh: '重复支付', en: 'Paid twice' },
  late: { zh: '订单结束后到账', en: 'Arrived after the order had ended' },
};

/** `waiting`: for the second person. `approved`: to be asked of the gateway, or paid back by finance's hand. `abnormal`: the gateway needs a person. */
export const refundStates = ['waiting', 'rejected', 'approved', 'processing', 'done', 'abnormal', 'closed'] as const;
export type RefundState = (typeof refundStates)[number];
export const refundStateWords: Record<RefundState, { zh: string; en: string }> = {
  waiting: { zh: '待复核', en: 'Awaiting approval' },
  rejected: { zh: '未批准', en: 'Not approved' },
  approved: { zh: '待退款', en: 'To be refunded' },
  processing: { zh: '退款处理中', en: 'In progress' },
  done: { zh: '已退款', en: 'Refunded' },
  abnormal: { zh: '退款异常', en: 'Needs attention' },
  closed: { zh: '退款关闭', en: 'Closed by the gateway' },
};
export const refundCauses = ['duplicate', 'late', 'cancelled', 'refused', 'closed', 'asked'] as const;
export type RefundCause = (typeof refundCauses)[number];
export const refundCauseWords: Record<RefundCause, { zh: string; en: string }> = {
  duplicate: { zh: '重复支付', en: 'Paid twice' },
  late: { zh: '订单结束后到账', en: 'Arrived after the order had ended' },
  cancelled: { zh: '客户取消订单', en: 'Cancelled by the customer' },
  refused: { zh: '审核未通过', en: 'Not approved in review' },
  closed: { zh: '主管关闭订单', en: 'Closed by a supervisor' },
  asked: { zh: '财务申请', en: 'Asked by finance' },
};

/** What does not add up by itself and waits for a person. Those with `bill` and `ledger` come from a day's bill. */
export const moneyIssueKinds = [
  'amount_differs',
  'unknown_trade',
  'reference_differs',
  'reference_used',
  'payer_differs',
  'refund_abnormal',
  'refund_closed',
  'refund_refused',
  'refund_unknown',
  'refund_differs',
  'bill_only',
  'ledger_only',
  'bill_amount_differs',
  'bill_refund_differs',
  'red_letter_due',
] as const;
export type MoneyIssueKind = (typeof moneyIssueKinds)[number];
export const moneyIssueWords: Record<MoneyIssueKind, { zh: string; en: string }> = {
  amount_differs: { zh: '到账金额与订单不一致', en: 'The amount received differs from the order' },
  unknown_trade: { zh: '没有对应的支付记录', en: 'No try to pay is known for it' },
  reference_differs: { zh: '同一笔支付出现了不同的交易号', en: 'One payment has two gateway numbers' },
  reference_used: { zh: '交易号已属于另一笔支付', en: 'The gateway number belongs to another payment' },
  payer_differs: { zh: '付款人与客户名称不一致', en: "The payer is not the customer's name" },
  refund_abnormal: { zh: '退款异常，需在商户平台处理', en: 'The refund needs attention at the gateway' },
  refund_closed: { zh: '退款被支付渠道关闭', en: 'The gateway closed the refund' },
  refund_refused: { zh: '支付渠道拒绝退款', en: 'The gateway refused the refund' },
  refund_unknown: { zh: '没有对应的退款记录', en: 'No refund is known for it' },
  refund_differs: { zh: '退款金额不一致', en: 'The amount refunded differs' },
  bill_only: { zh: '账单有、系统没有', en: 'In the bill only' },
  ledger_only: { zh: '系统有、账单没有', en: 'In our books only' },
  bill_amount_differs: { zh: '账单金额与系统不一致', en: 'The bill names another amount' },
  bill_refund_differs: { zh: '账单退款与系统不一致', en: 'The bill names another refund' },
  red_letter_due: { zh: '已退款，发票须红冲', en: 'Refunded: its invoice must be offset' },
};
