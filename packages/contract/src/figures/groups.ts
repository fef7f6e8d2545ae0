import type { StaffRole } from '../roles.ts';

/** Which duties see which figures of the dashboard: the operation of each group, its page section and its export are allowed by this one table. */
export const figureRoles = {
  orders: ['reviewer', 'supervisor', 'finance', 'auditor', 'administrator'],
  reviews: ['reviewer', 'supervisor', 'auditor', 'administrator'],
  resets: ['reviewer', 'supervisor', 'key_custodian', 'auditor', 'administrator'],
  reviewers: ['supervisor', 'administrator'],
  money: ['finance', 'supervisor'],
  messages: ['supervisor', 'administrator'],
} as const satisfies Record<string, readonly StaffRole[]>;
export type FigureGroup = keyof typeof figureRoles;

/** Every table of the dashboard, by which it is drawn, read and exported, and the group that it is part of. */
export const figureTables = {
  states: 'orders',
  flows: 'orders',
  flow_days: 'orders',
  waits: 'reviews',
  quality: 'reviews',
  reasons: 'reviews',
  resets: 'resets',
  methods: 'resets',
  models: 'resets',
  failures: 'resets',
  reviewers: 'reviewers',
  channels: 'money',
  money_days: 'money',
  messages: 'messages',
} as const satisfies Record<string, FigureGroup>;
export type FigureTable = keyof typeof figureTables;
