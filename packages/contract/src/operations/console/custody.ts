import { methods } from '@jiesuo/ceremony/messages';
import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';

/** An order whose UKey cannot be reset by its model's record alone, or could be by a weaker method. */
const custodyLine = z.strictObject({
  number: z.string(),
  customerName: z.string(),
  ukeySerial: z.string(),
  model: z.string(),
  /** Of the model's record. */
  method: z.enum(methods),
  /** Methods that the custodian may grant: the record's own, and weaker ones that this model knows. */
  methods: z.array(z.enum(methods)),
  adminTriesMax: z.number().int(),
  state: z.enum(['not_needed', 'waiting', 'granted', 'refused']),
  /** What was decided on, by whom, when and why. */
  decision: z.strictObject({ method: z.enum(methods), by: z.string(), at: f.at, reason: z.string() }).nullable(),
  createdAt: f.at,
});
export const list = operation({
  name: 'custody.list',
  kind: 'read',
  roles: ['key_custodian', 'auditor'],
  summary: 'orders that wait for the key custodian, or were decided; a search finds any order that waits for its reset',
  input: z.strictObject({
    state: z.enum(['waiting', 'decided']).default('waiting'),
    search: z.string().max(100).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: z.strictObject({ ...f.page(custodyLine).shape, isTrustedBridgeOn: z.boolean() }),
  refusals: [],
});
export const decide = operation({
  name: 'custody.decide',
  kind: 'act',
  roles: ['key_custodian'],
  summary: 'grants or refuses a method for the reset of one order, with a reason that is kept',
  input: z.strictObject({
    number: f.orderNumber,
    decision: z.enum(['grant', 'refuse']),
    method: z.enum(methods, 'required'),
    reason: f.note(500),
  }),
  output: f.nothing,
  refusals: ['not_found', 'order_state', 'order_ceremony_running', 'method_impossible', 'trusted_bridge_off'],
});
