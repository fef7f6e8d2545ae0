import { failureCodes, sealedText, wireMessage } from '@jiesuo/ceremony/messages';
import { z } from 'zod';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';
import { readUkey } from '../shapes.ts';
import { ceremonyStatuses } from '../states.ts';

/** Sends the step-up code for one order's reset to the account's own number. */
export const sendStepUp = operation({
  name: 'ceremonies.sendStepUp',
  kind: 'act',
  roles: ['customer'],
  summary: 'sends the SMS code that opens a reset',
  input: z.strictObject({ order: f.orderNumber }),
  output: z.strictObject({ retryAfterSeconds: z.number().int(), mobile: z.string() }),
  refusals: ['not_found', 'order_state', 'code_too_soon', 'order_stopped', 'cooling_off'],
});
/** The pairing code goes to the window's address fragment, once; 128 bits, 60 s, bound to this log-in. */
export const pair = operation({
  name: 'ceremonies.pair',
  kind: 'act',
  roles: ['customer'],
  summary: 'asks for a pairing code for `read`, or for `reset` of one order',
  input: z.discriminatedUnion('purpose', [
    z.strictObject({ purpose: z.literal('read') }),
    z.strictObject({ purpose: z.literal('reset'), order: f.orderNumber, code: f.code }),
  ]),
  output: z.strictObject({ pairing: f.id, code: z.string(), bridgePort: z.number().int(), expiresAt: f.at }),
  refusals: [
    'not_found',
    'order_state',
    'order_open_already',
    'code_wrong',
    'ceremony_live',
    'authorisations_used_up',
    'not_eligible',
    'custodian_waits',
    'custodian_refused',
    'order_stopped',
    'cooling_off',
    'too_many_requests',
  ],
});
/** What the page learns of a pairing comes from here alone, never from the window. */
export const watch = operation({
  name: 'ceremonies.watch',
  kind: 'read',
  roles: ['customer'],
  summary: 'progress of a pairing',
  input: z.strictObject({ pairing: f.id }),
  output: z.strictObject({
    pairing: f.id,
    purpose: z.enum(['read', 'reset']),
    state: z.enum(['waiting', 'paired', 'done', 'expired', 'too_old']),
    /** After `read`: what was found, judged. */
    ukeys: z.array(readUkey).nullable(),
    ceremony: z
      .strictObject({ id: f.id, status: z.enum(ceremonyStatuses), failure: z.enum(failureCodes).nullable() })
      .nullable(),
  }),
  refusals: ['not_found'],
});
/** Gives up a ceremony that asked nothing of the UKey yet. */
export const cancel = operation({
  name: 'ceremonies.cancel',
  kind: 'act',
  roles: ['customer'],
  summary: 'gives up a reset before anything was authorised',
  input: z.strictObject({ pairing: f.id }),
  output: f.nothing,
  refusals: ['not_found', 'order_ceremony_running'],
});

/** Window → server, by CORS, no cookies: the code is traded for a ticket bound to the bridge's key. */
export const redeem = operation({
  name: 'ceremonies.redeem',
  kind: 'act',
  roles: ['bridge'],
  summary: 'trades a pairing code for a ticket bound to the bridge key',
  input: z.strictObject({ code: z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'wrong_type'), hello: wireMessage }),
  output: z.strictObject({ ticket: wireMessage, sealed: sealedText.nullable() }),
  refusals: [
    'authorisations_used_up',
    'not_eligible',
    'custodian_waits',
    'custodian_refused',
    'order_stopped',
    'cooling_off',
    'pairing_wrong',
    'bridge_too_old',
    'message_refused',
    'ceremony_live',
    'order_state',
  ],
});
/** Bridge ↔ server through the window: one signed message in, one signed message out. The same message again gets the same answer. */
export const exchange = operation({
  name: 'ceremonies.exchange',
  kind: 'act',
  roles: ['bridge'],
  summary: 'carries one signed message of a ceremony and its answer',
  input: z.strictObject({ message: wireMessage }),
  output: z.strictObject({ answer: wireMessage }),
  refusals: ['ticket_wrong', 'message_refused', 'ceremony_live', 'authorisations_used_up', 'order_state'],
});
