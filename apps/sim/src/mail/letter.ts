import { z } from 'zod';

/** One e-mail that arrived. */
export const letter = z.strictObject({
  id: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  attachments: z.array(z.string()),
  at: z.iso.datetime(),
});
export type Letter = z.output<typeof letter>;

/** The library's `simpleParser`, which has no types of its own. */
export interface Parsed {
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string | false;
  readonly attachments: readonly { readonly filename?: string }[];
}
