import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { ukeyStatuses } from '../console/ukeys.ts';

const serial = z.string('wrong_type').regex(/^[A-Za-z0-9_-]{1,64}$/, 'wrong_type');
const ukey = z.strictObject({
  serial: z.string(),
  model: z.string(),
  subscriber: z.string(),
  certificateSerial: z.string(),
  notAfter: f.at,
  status: z.enum(ukeyStatuses),
  /** Null: no admin secret is kept, and the UKey cannot be reset online. Never the secret. */
  secretVersion: z.number().int().nullable(),
  seenAt: f.at.nullable(),
});
export const list = operation({
  name: 'v1.ukeys.list',
  kind: 'read',
  roles: ['integrator'],
  scope: 'ukeys.read',
  summary: 'registered UKeys, newest first; by serial, or by the beginning of the subscriber',
  input: z.strictObject({
    search: z.string('wrong_type').max(100, 'too_long').optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: f.page(ukey),
  refusals: [],
});
export const get = operation({
  name: 'v1.ukeys.get',
  kind: 'read',
  roles: ['integrator'],
  scope: 'ukeys.read',
  summary: 'one UKey',
  input: z.strictObject({ serial }),
  output: ukey,
  refusals: ['not_found'],
});
export const upsert = operation({
  name: 'v1.ukeys.upsert',
  kind: 'act',
  roles: ['integrator'],
  scope: 'ukeys.write',
  isOnce: true,
  summary: 'registers a UKey, or what changed of one: certificate, admin secret, contact',
  input: z.strictObject({
    serial,
    model: z.string('wrong_type').min(1, 'required').max(64, 'too_long'),
    /** PEM, or DER in base64. */
    certificate: z.string('wrong_type').min(1, 'required').max(32_768, 'too_long'),
    /** Goes into the vault and never comes out of this API. */
    adminPin: z.string('wrong_type').regex(/^[\x20-\x7e]{4,64}$/, 'wrong_type'),
    contactMobile: f.mobile.optional(),
    contactMail: f.mailAddress.optional(),
  }),
  output: z.strictObject({ serial: z.string(), isNew: z.boolean(), isWeak: z.boolean(), isShared: z.boolean() }),
  refusals: ['ceremony_live'],
});
export const setStatus = operation({
  name: 'v1.ukeys.setStatus',
  kind: 'act',
  roles: ['integrator'],
  scope: 'ukeys.write',
  isOnce: true,
  summary: 'reports a UKey lost or revoked, or active again',
  input: z.strictObject({ serial, status: z.enum(ukeyStatuses, 'wrong_type'), reason: f.note(500) }),
  output: f.nothing,
  refusals: ['not_found'],
});
