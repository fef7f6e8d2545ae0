import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';

export const audit = operation({
  name: 'audit.list',
  kind: 'read',
  roles: ['auditor'],
  summary: 'audit leaves',
  input: z.strictObject({
    operation: z.string().max(60).optional(),
    subject: z.string().max(100).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: f.page(
    z.strictObject({
      id: z.string(),
      at: f.at,
      actor: z.string(),
      operation: z.string(),
      subject: z.string().nullable(),
      detail: z.record(z.string(), z.unknown()),
      leafHash: z.string(),
    }),
  ),
  refusals: [],
});
