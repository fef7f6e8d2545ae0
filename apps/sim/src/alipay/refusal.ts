const messages: Readonly<Record<string, string>> = {
  '40004': 'Business Failed',
  '40002': 'Invalid Arguments',
  '40005': 'Call Limited',
  '20000': 'Service Currently Unavailable',
};

/** An error as Alipay answers it: `code` is the kind, `sub` says which. */
export class AlipayRefusal extends Error {
  override name = 'AlipayRefusal';
  readonly code: string;
  readonly sub: string;
  constructor(code: string, sub: string, message: string) {
    super(message);
    this.code = code;
    this.sub = sub;
  }
  /** As v1.0 says it. */
  get words() {
    return { code: this.code, msg: messages[this.code] ?? '', sub_code: this.sub, sub_msg: this.message };
  }
}

const business = (sub: string, message: string) => new AlipayRefusal('40004', `ACQ.${sub}`, message);
export const refusals = {
  argument: (what: string) => new AlipayRefusal('40002', what, '参数有误'),
  content: (what: string) => business('INVALID_PARAMETER', `参数无效：${what}`),
  absent: () => business('TRADE_NOT_EXIST', '交易不存在'),
  state: () => business('TRADE_STATUS_ERROR', '交易状态不合法'),
  paid: () => business('TRADE_HAS_SUCCESS', '交易已被支付'),
  closed: () => business('TRADE_HAS_CLOSE', '交易已经关闭'),
  changed: () => business('CONTEXT_INCONSISTENT', '交易信息被篡改'),
  tooMuch: () => business('REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限'),
  repeat: () => business('DISCORDANT_REPEAT_REQUEST', '同一退款号的请求不一致'),
  noBill: () => new AlipayRefusal('40004', 'isp.bill_not_exist', '账单不存在'),
  often: () => new AlipayRefusal('40005', 'isv.app-call-limited', '应用调用次数超限'),
} as const;
