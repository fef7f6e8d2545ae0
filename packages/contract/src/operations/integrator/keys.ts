import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { scopes } from '../../scopes.ts';

export const show = operation({
  name: 'v1.keys.show',
  kind: 'read',
  roles: ['integrator'],
  summary: 'the key that calls: its name, scopes and end',
  input: f.nothing,
  output: z.strictObject({
    id: f.id,
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    expiresAt: f.at,
    /** When the secret that was sent ends, where a newer one replaces it. */
    secretEndsAt: f.at.nullable(),
  }),
  refusals: [],
});
