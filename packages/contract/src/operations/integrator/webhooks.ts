import { operation } from '../../operation.ts';
import { webhookSummaries as says, webhookShapes as shapes } from '../webhooks.ts';

const read = { kind: 'read', roles: ['integrator'], scope: 'webhooks.manage' } as const;
const act = { kind: 'act', roles: ['integrator'], scope: 'webhooks.manage', isOnce: true } as const;

export const list = operation({ name: 'v1.webhooks.list', ...read, summary: says.list, ...shapes.list });
export const add = operation({ name: 'v1.webhooks.add', ...act, summary: says.add, ...shapes.add });
export const change = operation({ name: 'v1.webhooks.change', ...act, summary: says.change, ...shapes.change });
export const remove = operation({ name: 'v1.webhooks.remove', ...act, summary: says.remove, ...shapes.remove });
export const rotate = operation({ name: 'v1.webhooks.rotate', ...act, summary: says.rotate, ...shapes.rotate });
export const test = operation({ name: 'v1.webhooks.test', ...act, summary: says.test, ...shapes.test });
export const deliveries = operation({
  name: 'v1.webhooks.deliveries',
  ...read,
  summary: says.deliveries,
  ...shapes.deliveries,
});
export const resend = operation({ name: 'v1.webhooks.resend', ...act, summary: says.resend, ...shapes.resend });
