/** An error as APIv3 answers it. */
export class WechatRefusal extends Error {
  override name = 'WechatRefusal';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const refusals = {
  sign: (what: string) => new WechatRefusal(401, 'SIGN_ERROR', `签名错误：${what}`),
  parameter: (what: string) => new WechatRefusal(400, 'PARAM_ERROR', `参数错误：${what}`),
  changed: () => new WechatRefusal(400, 'INVALID_REQUEST', '同一商户订单号的请求参数与首次不一致'),
  paid: () => new WechatRefusal(400, 'ORDERPAID', '该订单已支付'),
  closed: () => new WechatRefusal(400, 'ORDER_CLOSED', '该订单已关闭'),
  absent: () => new WechatRefusal(404, 'ORDER_NOT_EXIST', '订单不存在'),
  noRefund: () => new WechatRefusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在'),
  authority: () => new WechatRefusal(403, 'NO_AUTH', '商户无权限'),
  often: () => new WechatRefusal(429, 'FREQUENCY_LIMITED', '请求过于频繁，请稍后重试'),
  system: () => new WechatRefusal(500, 'SYSTEM_ERROR', '系统异常，请用相同参数重新调用'),
} as const;
