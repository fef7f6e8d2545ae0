import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';

/** Scheme, host and port, and nothing else; https, or this machine for those who try things out. */
const origin = z
  .string('wrong_type')
  .max(200, 'too_long')
  .transform((s) => s.trim().toLowerCase().replace(/\/$/, ''))
  .refine((s) => /^(https:\/\/[a-z0-9.:[\]-]+$|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$)/.test(s), 'origin_malformed')
  .refine((s) => URL.canParse(s) && new URL(s).origin === s, 'origin_malformed');
const origins = z
  .array(origin, 'wrong_type')
  .max(20, 'too_long')
  .transform((all) => [...new Set(all)]);

export const show = operation({
  name: 'links.show',
  kind: 'read',
  roles: ['administrator', 'supervisor', 'auditor'],
  summary: 'where customers who came by a link may be led back to',
  input: f.nothing,
  output: z.strictObject({ origins: z.array(z.string()) }),
  refusals: [],
});
export const change = operation({
  name: 'links.change',
  kind: 'act',
  roles: ['administrator'],
  summary: 'sets where customers may be led back to',
  input: z.strictObject({ origins }),
  output: z.strictObject({ origins: z.array(z.string()) }),
  refusals: [],
});
