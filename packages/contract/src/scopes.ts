import type { StaffRole } from './roles.ts';

/** What an API key may do. A key has those that it was given, and nothing else; no scope reviews, approves or refuses an order. */
export const scopes = [
  'orders.read',
  'applicants.read',
  'evidence.read',
  'ukeys.read',
  'ukeys.write',
  'figures.read',
  'webhooks.manage',
] as const;
export type Scope = (typeof scopes)[number];

export const scopeWords: Record<Scope, { zh: string; en: string }> = {
  'orders.read': { zh: '查看订单与进度（不含个人信息）', en: 'See orders and how they stand (no personal data)' },
  'applicants.read': {
    zh: '查看经办人姓名和手机号（含个人信息）',
    en: "See the representative's name and mobile number (personal data)",
  },
  'evidence.read': { zh: '下载重置凭证', en: 'Download evidence of resets' },
  'ukeys.read': { zh: '查看KEY登记', en: 'See the UKey registry' },
  'ukeys.write': {
    zh: '登记KEY、变更KEY状态（含管理员密码）',
    en: 'Register UKeys and set their status (with admin PINs)',
  },
  'figures.read': { zh: '查看统计', en: 'See statistics' },
  'webhooks.manage': { zh: '管理消息推送', en: 'Manage webhooks' },
};

/** Whose duty a scope hands to a program: he has to agree, and never is the one who asked for the key. */
export const scopeGuards: Readonly<Partial<Record<Scope, StaffRole>>> = {
  'applicants.read': 'supervisor',
  'evidence.read': 'supervisor',
  'webhooks.manage': 'supervisor',
  'ukeys.write': 'key_custodian',
};

/**
 * Who has to agree to a key with these scopes: nobody, one duty, or several. No one person holds both guarding duties,
 * so a key that needs both is refused: two keys, each with less, are safer than one with all.
 */
export const guardsOf = (wanted: readonly Scope[]): readonly StaffRole[] => [
  ...new Set(wanted.flatMap((scope) => scopeGuards[scope] ?? [])),
];
