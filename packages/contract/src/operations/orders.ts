import { z } from 'zod';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';
import { order, orderLine } from '../shapes.ts';
import { broughtLink } from './links.ts';
import { payment as paymentShape } from './payments.ts';

export const submit = operation({
  name: 'orders.submit',
  kind: 'act',
  roles: ['customer'],
  summary: '确认提交: makes the draft an order',
  input: z.strictObject({ draft: f.id, idCardConsent: z.string().max(40), link: broughtLink.optional() }),
  output: order,
  refusals: [
    'not_found',
    'draft_incomplete',
    'customer_name_differs',
    'not_eligible',
    'order_open_already',
    'consent_outdated',
  ],
});
export const list = operation({
  name: 'orders.list',
  kind: 'read',
  roles: ['customer'],
  summary: '我的订单',
  input: z.strictObject({
    tab: z.enum(['unpaid', 'paid', 'all']).default('all'),
    search: z.string().max(100).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: f.page(orderLine),
  refusals: [],
});
const byNumber = z.strictObject({ number: f.orderNumber });
export const get = operation({
  name: 'orders.get',
  kind: 'read',
  roles: ['customer'],
  summary: 'one order with its timeline',
  input: byNumber,
  output: order,
  refusals: ['not_found'],
});
/** Each order is judged by itself: what could not be cancelled is told and the rest is cancelled. What may be paid is closed at its gateway first. */
export const cancel = operation({
  name: 'orders.cancel',
  kind: 'act',
  roles: ['customer'],
  summary: '取消, one or many',
  input: z.strictObject({ numbers: z.array(f.orderNumber).min(1, 'required').max(100, 'too_long') }),
  output: z.strictObject({
    results: z.array(
      z.strictObject({
        number: z.string(),
        isCancelled: z.boolean(),
        refusal: z.enum(['not_found', 'order_state', 'order_assigned', 'just_paid', 'gateway_silent']).nullable(),
        /** Whether its money goes back now. */
        isRefunded: z.boolean(),
      }),
    ),
  }),
  refusals: [],
});
export const resubmit = operation({
  name: 'orders.resubmit',
  kind: 'act',
  roles: ['customer'],
  summary: '提交申请 after 材料重传',
  input: byNumber,
  output: order,
  refusals: ['not_found', 'order_state', 'materials_missing'],
});
export const evidence = operation({
  name: 'orders.evidence',
  kind: 'file',
  roles: ['customer'],
  summary:
    '重置凭证 as JSON, or as a PDF for people that holds it, verified offline by `npm run server -- evidence verify FILE`',
  input: byNumber.extend({ as: z.enum(['json', 'pdf']).default('json') }),
  output: f.nothing,
  refusals: ['not_found'],
});
export const receipt = operation({
  name: 'orders.receipt',
  kind: 'file',
  roles: ['customer'],
  summary: 'receipt of a completed order as PDF',
  input: byNumber,
  output: f.nothing,
  refusals: ['not_found'],
});
/** In every state of the order: the page sees by itself that the money came, or goes back. */
export const payment = operation({
  name: 'orders.payment',
  kind: 'read',
  roles: ['customer'],
  summary: '前往支付: what is owed, how it can be paid, and what is known of each try',
  input: byNumber,
  output: paymentShape,
  refusals: ['not_found'],
});
