/** What the clocks of records refuse. */
export const retentionRefusals = {
  order_restricted: {
    status: 409,
    zh: '这个订单已办结并封存，资料不再用于业务查阅。主管或审计员可凭理由打开。',
    en: 'This order has ended and is locked away: its data is not for business any more. A supervisor or an auditor can open it for a reason.',
  },
} as const;
