import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { orderLine } from '../../shapes.ts';
import { orderStatuses } from '../../states.ts';

const byNumber = z.strictObject({ number: f.orderNumber });
export const search = operation({
  name: 'orders.search',
  kind: 'read',
  roles: ['reviewer', 'supervisor', 'finance', 'auditor'],
  summary: 'orders by number, customer name, KEY serial or status',
  input: z.strictObject({
    search: z.string().max(100).optional(),
    status: z.enum(orderStatuses).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: f.page(orderLine),
  refusals: [],
});
const withReason = z.strictObject({ number: f.orderNumber, reason: f.note(500) });
export const moved = z.strictObject({ number: z.string(), status: z.enum(orderStatuses) });
export const withdraw = operation({
  name: 'orders.withdraw',
  kind: 'act',
  roles: ['supervisor'],
  summary: 'withdraws an approval; refused while a ceremony is past authorised',
  input: withReason,
  output: moved,
  refusals: ['not_found', 'order_state', 'order_ceremony_running'],
});
export const close = operation({
  name: 'orders.close',
  kind: 'act',
  roles: ['supervisor'],
  summary: 'cancels an approved order that cannot succeed (broken UKey, wrong admin secret)',
  input: withReason,
  output: moved,
  refusals: ['not_found', 'order_state', 'order_ceremony_running'],
});
export const restoreAuthorisations = operation({
  name: 'orders.restoreAuthorisations',
  kind: 'act',
  roles: ['supervisor'],
  summary: 'gives an approval its authorisations back',
  input: withReason,
  output: f.nothing,
  refusals: ['not_found', 'order_state'],
});
export const evidenceCopy = operation({
  name: 'orders.evidenceCopy',
  kind: 'file',
  roles: ['supervisor', 'auditor'],
  summary: 'the evidence of a completed order with what was sealed in it, as JSON or as a PDF for people that holds it',
  input: byNumber.extend({ as: z.enum(['json', 'pdf']).default('json') }),
  output: f.nothing,
  refusals: ['not_found', 'order_restricted'],
});
