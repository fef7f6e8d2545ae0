import { z } from 'zod';

const index = z.number().int().nonnegative();

/** The first line: which log, up to which checkpoint, and what was asked for. */
export const exportHead = z.strictObject({
  type: z.literal('audit_export'),
  v: z.literal(1),
  checkpoint: z.string().max(2000),
  filter: z.strictObject({
    from: z.string().optional(),
    to: z.string().optional(),
    actor: z.string().optional(),
    operation: z.string().optional(),
    subject: z.string().optional(),
  }),
  by: z.string(),
  at: z.iso.datetime(),
  /** Entries that follow. */
  count: index,
});
export type ExportHead = z.output<typeof exportHead>;

/** An entry of the log at its place, or the hash of `leaves` others that were not asked for: together they make the checkpoint's root. */
export const exportLine = z.union([
  z.strictObject({ index, entry: z.string() }),
  z.strictObject({ index, leaves: z.number().int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
]);

/** The last line: the audit key's signature over everything before it. */
export const exportEnd = z.strictObject({ signature: z.string().max(100) });

/** What is signed: no note of a log, and no leaf, begins so. */
export const exportMessage = (sha256: Buffer): Buffer =>
  Buffer.concat([Buffer.from('jiesuo audit export v1\0'), sha256]);
