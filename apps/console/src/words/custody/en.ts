import type * as zh from './zh.ts';

export const custody: typeof zh.custody = {
  title: 'Key approvals',
  search: 'Order number, customer name or UKey serial number',
  model: 'Model',
  method: 'Reset method',
  adminTries: 'Admin tries at most',
  state: 'Approval',
  states: { not_needed: 'Not needed', waiting: 'Waiting', granted: 'Granted', refused: 'Refused' },
  decided: 'Decided',
  by: 'Decided by',
  at: 'Decided at',
  reason: 'Reason',
  decide: 'Decide',
  decideTitle: (number: string) => `Decide on ${number}`,
  decision: 'Decision',
  grant: 'Grant',
  refuse: 'Refuse',
  lead: 'Decision and reason are kept in the audit log and in the evidence. Until the reset begins you can decide again.',
  off: 'Trusted-bridge mode is switched off here: orders that need it cannot be granted.',
  done: (number: string) => `Order ${number} is decided.`,
};
