import { z } from 'zod';

export const format = 1;

const name = z
  .string()
  .regex(/^[a-z_][a-z0-9_]*$/)
  .max(63);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

/** `head.json`, the first entry. */
export const headShape = z.strictObject({
  format: z.literal(format),
  /** Of this backup, to know a restore that was broken off. */
  id: z.uuid(),
  /** When its snapshot was taken. */
  at: z.iso.datetime(),
  engine: z.enum(['embedded', 'postgres']),
  migrations: z.array(z.strictObject({ name: z.string().max(100), sha256 })).max(999),
  tables: z.array(name).max(1000),
  /** `listed`: the files lie in an object store and are named by the database alone. */
  files: z.enum(['included', 'listed']),
});
export type Head = z.output<typeof headShape>;

/** Everything of one kind: how many, how long, and SHA-256 over `name`, a space, the entry's own SHA-256 and a line feed, in their order. */
const pile = z.strictObject({ entries: count, bytes: count, sha256 });
export type Pile = z.output<typeof pile>;

/** `manifest.json`, the last entry. */
export const manifestShape = z.strictObject({
  tables: z.record(name, z.strictObject({ rows: count, digest: z.string().regex(/^-?[0-9]+$/) })),
  sequences: z.record(name, z.number().int().nullable()),
  piles: z.strictObject({ head: pile, keys: pile, models: pile, tables: pile, files: pile }),
  /** Files that the snapshot names and the store did not have: removed since, or lost before. */
  absent: z.array(z.string().max(100)).max(100_000),
});
export type Manifest = z.output<typeof manifestShape>;
