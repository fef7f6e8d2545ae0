import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { moved } from './orders.ts';

export const list = operation({
  name: 'payments.list',
  kind: 'read',
  roles: ['finance', 'auditor'],
  summary: 'orders that await or had a bank transfer',
  input: z.strictObject({
    state: z.enum(['awaited', 'received']).default('awaited'),
    search: z.string().max(100).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: f.page(
    z.strictObject({
      number: z.string(),
      customerName: z.string(),
      amountFen: z.number().int(),
      state: z.enum(['awaited', 'received']),
      createdAt: f.at,
      confirmedAt: f.at.nullable(),
      confirmedBy: z.string().nullable(),
      payer: z.string().nullable(),
      bankReference: z.string().nullable(),
    }),
  ),
  refusals: [],
});
export const confirm = operation({
  name: 'payments.confirm',
  kind: 'act',
  roles: ['finance'],
  summary: 'finance confirms a bank transfer',
  input: z.strictObject({ number: f.orderNumber, amountFen: f.fen, payer: f.note(100), bankReference: f.note(64) }),
  output: moved,
  refusals: ['not_found', 'order_state', 'payment_amount_differs', 'payment_reference_used'],
});
