import { z } from 'zod';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';

/** What a link brought along. Where it leads back is judged by the server, at each time it is shown. */
export const broughtLink = z.strictObject({
  returnTo: z.string('wrong_type').max(500, 'too_long').optional(),
  state: f.linkState.optional(),
});
export const open = operation({
  name: 'links.open',
  kind: 'read',
  roles: ['anyone'],
  summary: 'whether the address that a link names is registered as a way back',
  input: z.strictObject({ returnTo: z.string('wrong_type').max(500, 'too_long') }),
  output: z.strictObject({ host: z.string() }),
  refusals: ['return_not_registered'],
});
