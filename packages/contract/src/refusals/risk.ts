/** What second approvals, stops and waiting times refuse. None of them says which rule it was. */
export const riskRefusals = {
  second_review_waits: {
    status: 409,
    zh: '这个订单已通过初审，正在等待另一人复核。',
    en: 'This order passed its first review and waits for another person.',
  },
  second_review_not_yours: {
    status: 409,
    zh: '您经手过这个订单，须由另一人复核。',
    en: 'You have handled this order. Somebody else has to approve it.',
  },
  own_order: {
    status: 409,
    zh: '这个订单的账户或经办人与您同名或同号，请交给其他人审核。',
    en: 'The account or the representative has your name or number. Please leave this order to somebody else.',
  },
  order_stopped: {
    status: 409,
    zh: '这个订单已停止办理，请联系客服核实。',
    en: 'This order was stopped. Please contact support.',
  },
  cooling_off: {
    status: 409,
    zh: '为保障KEY的安全，这个订单还要等待一段时间才能重置，开始时间见订单页面。',
    en: 'For the safety of the UKey this order has to wait before its reset; the order page says from when.',
  },
  stop_code_wrong: {
    status: 422,
    zh: '停止码不正确、已过期，或订单已办结。如KEY不是您单位在办理，请立即致电客服。',
    en: 'The stop code is wrong or has expired, or the order has ended. If your organisation did not apply, call support at once.',
  },
} as const;
