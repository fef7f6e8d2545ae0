/** What subscribers can be told of. Each is one move, and is told once. */
export const webhookEvents = [
  'order.submitted',
  'order.paid',
  'order.review_started',
  'order.approved',
  'order.refused',
  'order.resubmitted',
  'order.withdrawn',
  'order.cancelled',
  'order.closed',
  'order.expired',
  'reset.started',
  'reset.failed',
  'reset.completed',
  'refund.started',
  'refund.completed',
  'ukey.registered',
  'ukey.status_changed',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export const webhookEventWords: Record<WebhookEvent, { zh: string; en: string }> = {
  'order.submitted': { zh: '订单已提交', en: 'Order submitted' },
  'order.paid': { zh: '订单已支付', en: 'Order paid' },
  'order.review_started': { zh: '开始审核', en: 'Review started' },
  'order.approved': { zh: '审核通过', en: 'Order approved' },
  'order.refused': { zh: '审核不通过', en: 'Order not approved' },
  'order.resubmitted': { zh: '材料已重新提交', en: 'Order submitted again' },
  'order.withdrawn': { zh: '审核通过被撤回', en: 'Approval withdrawn' },
  'order.cancelled': { zh: '订单已取消', en: 'Order cancelled' },
  'order.closed': { zh: '订单已关闭', en: 'Order closed' },
  'order.expired': { zh: '订单已失效', en: 'Order expired' },
  'reset.started': { zh: '密码重置开始', en: 'Reset started' },
  'reset.failed': { zh: '密码重置未成功', en: 'Reset failed' },
  'reset.completed': { zh: '密码重置完成', en: 'Reset completed' },
  'refund.started': { zh: '退款开始', en: 'Refund started' },
  'refund.completed': { zh: '退款完成', en: 'Refund completed' },
  'ukey.registered': { zh: 'KEY已登记或更新', en: 'UKey registered or updated' },
  'ukey.status_changed': { zh: 'KEY状态变更', en: 'UKey status changed' },
};

/** `disabled`: by the product itself, after three days without one success or when the receiver said that it is gone (410). */
export const webhookStates = ['active', 'paused', 'disabled'] as const;
export const deliveryStates = ['waiting', 'delivered', 'given_up'] as const;
/** Why a try failed, where no status came back. */
export const deliveryFaults = ['refused_address', 'no_name', 'no_connection', 'tls', 'time_out'] as const;
export type DeliveryFault = (typeof deliveryFaults)[number];
