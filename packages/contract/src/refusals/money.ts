/** What payments and refunds may be refused for. */
export const moneyRefusals = {
  payment_amount_differs: {
    status: 422,
    zh: '到账金额与订单金额不一致，不能确认。',
    en: 'The amount received differs from the order; it cannot be confirmed.',
  },
  payment_reference_used: {
    status: 409,
    zh: '这个银行流水号已用于另一个订单，请核对后再确认。',
    en: 'This bank reference was used for another order. Please check it.',
  },
  payer_differs: {
    status: 422,
    zh: '付款人与订单的客户名称不一致。请核对；确认无误的，请填写说明后再确认。',
    en: "The payer is not the order's customer. Please check; if it is right, confirm it with a note.",
  },
  just_paid: {
    status: 409,
    zh: '订单刚刚已支付，请刷新查看。',
    en: 'The order was paid just now. Please reload.',
  },
  channel_off: {
    status: 422,
    zh: '暂不支持这种支付方式，请换一种。',
    en: 'This way to pay is not offered. Please choose another.',
  },
  gateway_silent: {
    status: 503,
    zh: '支付渠道暂时没有答复，请稍后再试；已付的款不会丢失。',
    en: 'The payment gateway did not answer. Please try again shortly; money that was paid is not lost.',
  },
  gateway_refused: {
    status: 502,
    zh: '支付渠道没有受理，请换一种支付方式或联系客服。',
    en: 'The payment gateway did not accept it. Please pay another way or contact support.',
  },
  attempt_not_paid: {
    status: 409,
    zh: '这笔支付没有到账，不能退款。',
    en: 'No money came with this payment, so none can go back.',
  },
  refund_exists: {
    status: 409,
    zh: '这笔支付已有退款，请在退款列表中查看。',
    en: 'There is a refund of this payment already. Please see the list of refunds.',
  },
  refund_state: {
    status: 409,
    zh: '退款当前状态不能进行此操作，请刷新查看。',
    en: 'The refund is not in a state that allows this. Please reload.',
  },
  refund_by_gateway: {
    status: 409,
    zh: '这笔退款由支付渠道办理，不能手工确认。',
    en: 'The gateway carries this refund out; it cannot be confirmed by hand.',
  },
  second_person_needed: {
    status: 409,
    zh: '申请人不能复核自己的退款，请由另一位同事复核。',
    en: 'Whoever asked for a refund cannot approve it. Please ask a colleague.',
  },
  bill_not_ready: {
    status: 409,
    zh: '这一天的账单还没有生成，次日 10:00 以后再取。',
    en: 'The bill of that day is not made yet. Please ask after 10:00 on the next day.',
  },
  bill_busy: {
    status: 409,
    zh: '这份账单正在核对，请稍后刷新。',
    en: 'That bill is being reconciled right now. Please reload shortly.',
  },
  issue_resolved: {
    status: 409,
    zh: '这条差异已经处理过，请刷新查看。',
    en: 'This issue is resolved already. Please reload.',
  },
} as const;
