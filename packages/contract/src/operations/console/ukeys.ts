import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { orderLine } from '../../shapes.ts';

export const ukeyStatuses = ['active', 'lost', 'revoked'] as const;
const ukeyLine = z.strictObject({
  serial: z.string(),
  model: z.string(),
  subscriber: z.string(),
  certificateSerial: z.string(),
  notAfter: f.at,
  status: z.enum(ukeyStatuses),
  secretVersion: z.number().int().nullable(),
  secretFlags: z.array(z.enum(['weak', 'shared', 'exposed', 'wrong'])),
  adminTriesLeft: z.number().int().nullable(),
  userTriesLeft: z.number().int().nullable(),
  seenAt: f.at.nullable(),
});
export const list = operation({
  name: 'ukeys.list',
  kind: 'read',
  roles: ['key_custodian', 'supervisor', 'reviewer', 'auditor'],
  summary: 'UKey registry',
  input: z.strictObject({ search: z.string().max(100).optional(), after: f.after, limit: f.limit }),
  output: f.page(ukeyLine),
  refusals: [],
});
export const inspect = operation({
  name: 'ukeys.inspect',
  kind: 'read',
  roles: ['key_custodian', 'supervisor', 'reviewer', 'auditor'],
  summary: 'one UKey: certificate, counters, orders, secret version, never the secret',
  input: z.strictObject({ serial: z.string().min(1).max(64) }),
  output: z.strictObject({
    ...ukeyLine.shape,
    subject: z.string(),
    issuer: z.string(),
    notBefore: f.at,
    fingerprint: z.string(),
    contactMobile: z.string().nullable(),
    importedAt: f.at,
    orders: z.array(orderLine),
  }),
  refusals: ['not_found'],
});
/** CSV with a header line, or a JSON array: serial, model, certificate (PEM or base64 DER), adminPin, contactMobile and contactMail (optional). All or nothing. */
export const importUkeys = operation({
  name: 'ukeys.import',
  kind: 'upload',
  roles: ['key_custodian'],
  summary: 'imports UKeys from CSV or JSON; weak and shared admin PINs are flagged',
  input: z.strictObject({ format: z.enum(['csv', 'json']) }),
  maxBytes: 10 * 1024 * 1024,
  output: z.strictObject({
    imported: z.number().int(),
    updated: z.number().int(),
    weak: z.number().int(),
    shared: z.number().int(),
    faults: z.array(z.strictObject({ line: z.number().int(), fault: z.string() })),
  }),
  refusals: ['ceremony_live'],
});
export const setStatus = operation({
  name: 'ukeys.setStatus',
  kind: 'act',
  roles: ['key_custodian', 'supervisor'],
  summary: 'reports a UKey lost or revoked, or active again',
  input: z.strictObject({ serial: z.string().min(1).max(64), status: z.enum(ukeyStatuses), reason: f.note(500) }),
  output: f.nothing,
  refusals: ['not_found'],
});
