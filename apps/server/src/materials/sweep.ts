import type { Context } from '../context.ts';
import { compareFiles } from './compare.ts';

/** A day is far longer than any upload lasts. */
const orphanHours = 24;

export interface Sweep {
  readonly removed: number;
  /** Store keys that a row names and the store does not have: a loss, for the operator. */
  readonly missing: readonly string[];
}

/** Job `files.sweep`: removes stored files that no row names, and tells of rows whose file is missing. */
export async function sweepFiles(ctx: Context): Promise<Sweep> {
  const before = new Date(ctx.clock().getTime() - orphanHours * 3_600_000);
  const { orphans, missing } = await compareFiles(ctx, { storedBefore: before, rowsBefore: before });
  for (const storeKey of orphans) await ctx.files.remove(storeKey);
  for (const storeKey of missing) ctx.log.error({ storeKey }, 'a stored file is missing');
  return { removed: orphans.length, missing };
}
