/** Order states: the one table by which the server refuses and the pages grey out. */
export const orderStatuses = [
  'unpaid',
  'in_review',
  'rejected',
  'awaiting_reset',
  'completed',
  'cancelled',
  'expired',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export const orderStatusWords: Record<OrderStatus, { zh: string; en: string }> = {
  unpaid: { zh: '待支付', en: 'Awaiting payment' },
  in_review: { zh: '待审核', en: 'In review' },
  rejected: { zh: '审核不通过', en: 'Not approved' },
  awaiting_reset: { zh: '待重置', en: 'Ready to reset' },
  completed: { zh: '已完成', en: 'Completed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  expired: { zh: '已失效', en: 'Expired' },
};

/** What moves an order. Each move names who may make it and between which states. */
export const orderMoves = {
  pay: { from: ['unpaid'], to: 'in_review', by: ['finance', 'payment'] },
  cancel: { from: ['unpaid', 'in_review', 'rejected'], to: 'cancelled', by: ['customer'] },
  approve: { from: ['in_review'], to: 'awaiting_reset', by: ['reviewer'] },
  refuse: { from: ['in_review'], to: 'rejected', by: ['reviewer'] },
  resubmit: { from: ['rejected'], to: 'in_review', by: ['customer'] },
  complete: { from: ['awaiting_reset'], to: 'completed', by: ['ceremony', 'supervisor'] },
  withdraw: { from: ['awaiting_reset'], to: 'in_review', by: ['supervisor'] },
  close: { from: ['awaiting_reset'], to: 'cancelled', by: ['supervisor'] },
  expire: { from: ['unpaid', 'rejected', 'awaiting_reset'], to: 'expired', by: ['timer'] },
} as const satisfies Record<string, { from: readonly OrderStatus[]; to: OrderStatus; by: readonly string[] }>;
export type OrderMove = keyof typeof orderMoves;

/** True when the table lets `move` start from `status`. Who asks, and facts beyond the status, are judged elsewhere. */
export const mayMove = (move: OrderMove, status: OrderStatus): boolean =>
  (orderMoves[move].from as readonly OrderStatus[]).includes(status);

/** 未支付订单 / 已支付订单 / 全部: which states a tab shows. */
export const orderTabs = {
  unpaid: ['unpaid'],
  paid: ['in_review', 'rejected', 'awaiting_reset', 'completed'],
  all: orderStatuses,
} as const satisfies Record<string, readonly OrderStatus[]>;
export type OrderTab = keyof typeof orderTabs;

export const materialKinds = ['authorization', 'business_license', 'id_card'] as const;
export type MaterialKind = (typeof materialKinds)[number];
export const materialWords: Record<MaterialKind, { zh: string; en: string }> = {
  authorization: { zh: '单位授权书/介绍信', en: 'Letter of authorization' },
  business_license: { zh: '公司营业执照复印件', en: 'Copy of the business licence' },
  id_card: { zh: '经办人身份证原件彩色扫描件', en: "Colour scan of the representative's ID card" },
};

export const ceremonyStatuses = [
  'opened',
  'authorised',
  'unblocked',
  'changed',
  'unknown',
  'completed',
  'failed',
  'cancelled',
  'expired',
] as const;
export type CeremonyStatus = (typeof ceremonyStatuses)[number];
export const ceremonyStatusWords: Record<CeremonyStatus, { zh: string; en: string }> = {
  opened: { zh: '已连接KEY', en: 'Opened' },
  authorised: { zh: '已授权', en: 'Authorised' },
  unblocked: { zh: '已解锁', en: 'Unblocked' },
  changed: { zh: '新密码已写入', en: 'New PIN set' },
  unknown: { zh: '核对中', en: 'Being settled' },
  completed: { zh: '已完成', en: 'Completed' },
  failed: { zh: '未成功', en: 'Failed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  expired: { zh: '已失效', en: 'Expired' },
};
