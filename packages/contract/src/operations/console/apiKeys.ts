import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { staffRoles } from '../../roles.ts';
import { scopes } from '../../scopes.ts';

const readers = ['administrator', 'supervisor', 'key_custodian', 'auditor'] as const;
const count = (min: number, max: number) =>
  z.number('wrong_type').int('wrong_type').min(min, 'wrong_type').max(max, 'wrong_type');
/** Shown once; kept only as a hash. */
const secret = z.string();
const byId = z.strictObject({ id: f.id });
export const apiKeyStates = ['waiting', 'active', 'returned', 'revoked', 'expired'] as const;

export const list = operation({
  name: 'apiKeys.list',
  kind: 'read',
  roles: readers,
  summary: 'API keys: what each may do, from where, until when, and when it was last used',
  input: f.nothing,
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        id: f.id,
        name: z.string(),
        state: z.enum(apiKeyStates),
        scopes: z.array(z.enum(scopes)),
        allowList: z.array(z.string()),
        perMinute: z.number().int(),
        /** The first characters of each secret that still works, and when it ends where a newer one replaces it. */
        secrets: z.array(z.strictObject({ hint: z.string(), endsAt: f.at.nullable() })),
        askedBy: z.string(),
        askedAt: f.at,
        settledBy: z.string().nullable(),
        expiresAt: f.at,
        usedAt: f.at.nullable(),
        usedFrom: z.string().nullable(),
        /** Whose agreement it waits for, and whether this person may give it. */
        waitsFor: z.enum(staffRoles).nullable(),
        maySettle: z.boolean(),
      }),
    ),
  }),
  refusals: [],
});
export const create = operation({
  name: 'apiKeys.create',
  kind: 'act',
  roles: ['administrator'],
  summary: 'makes a key; one that writes or shows personal data works once a second person has agreed',
  input: z.strictObject({
    name: f.note(60),
    scopes: z
      .array(z.enum(scopes, 'wrong_type'), 'wrong_type')
      .min(1, 'required')
      .max(scopes.length, 'too_long')
      .refine((all) => new Set(all).size === all.length, 'wrong_type'),
    /** Empty: from anywhere. */
    allowList: z.array(f.addressBlock, 'wrong_type').max(50, 'too_long').default([]),
    days: count(1, 730).default(365),
    perMinute: count(1, 6_000).default(300),
  }),
  output: z.strictObject({ id: f.id, secret, state: z.enum(['active', 'waiting']) }),
  refusals: ['scopes_incompatible'],
});
export const settle = operation({
  name: 'apiKeys.settle',
  kind: 'act',
  roles: ['supervisor', 'key_custodian'],
  summary: 'the second person agrees to a key, or sends it back',
  input: byId.extend({ decision: z.enum(['approve', 'return'], 'wrong_type'), reason: f.note(300) }),
  output: f.nothing,
  refusals: ['not_found', 'api_key_settled', 'api_key_asker_may_not'],
});
export const rotate = operation({
  name: 'apiKeys.rotate',
  kind: 'act',
  roles: ['administrator'],
  summary: 'a new secret of the same key; the one before works on for a while',
  input: byId.extend({ overlapHours: count(0, 168).default(24) }),
  output: z.strictObject({ secret, oldEndsAt: f.at }),
  refusals: ['not_found', 'api_key_settled'],
});
export const revoke = operation({
  name: 'apiKeys.revoke',
  kind: 'act',
  roles: ['administrator', 'supervisor', 'key_custodian'],
  summary: 'ends a key at once, on every node',
  input: byId.extend({ reason: f.note(300) }),
  output: f.nothing,
  refusals: ['not_found', 'api_key_settled'],
});
