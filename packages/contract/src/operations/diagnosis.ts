import { z } from 'zod';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';

const sentence = z.strictObject({ zh: z.string(), en: z.string() });

/** Every condition by its stable code: what bridge, window and pages show, for integrators and hotlines. */
export const list = operation({
  name: 'diagnosis.list',
  kind: 'read',
  roles: ['anyone'],
  summary: 'the catalogue of conditions: code, severity, title, cause, advice, chapter of the help page',
  input: f.nothing,
  output: z.strictObject({
    conditions: z.array(
      z.strictObject({
        code: z.string(),
        severity: z.enum(['note', 'warn', 'stop']),
        title: sentence,
        cause: sentence,
        advice: sentence,
        /** Path and anchor on the portal's origin. */
        link: z.string(),
      }),
    ),
  }),
  refusals: [],
});
