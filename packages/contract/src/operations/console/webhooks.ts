import { operation } from '../../operation.ts';
import { webhookSummaries as says, webhookShapes as shapes } from '../webhooks.ts';

const read = { kind: 'read', roles: ['administrator', 'supervisor', 'auditor'] } as const;
const act = { kind: 'act', roles: ['administrator'] } as const;

export const list = operation({ name: 'webhooks.list', ...read, summary: says.list, ...shapes.list });
export const add = operation({ name: 'webhooks.add', ...act, summary: says.add, ...shapes.add });
export const change = operation({ name: 'webhooks.change', ...act, summary: says.change, ...shapes.change });
export const remove = operation({ name: 'webhooks.remove', ...act, summary: says.remove, ...shapes.remove });
export const rotate = operation({ name: 'webhooks.rotate', ...act, summary: says.rotate, ...shapes.rotate });
export const test = operation({ name: 'webhooks.test', ...act, summary: says.test, ...shapes.test });
export const deliveries = operation({
  name: 'webhooks.deliveries',
  ...read,
  summary: says.deliveries,
  ...shapes.deliveries,
});
export const resend = operation({ name: 'webhooks.resend', ...act, summary: says.resend, ...shapes.resend });
