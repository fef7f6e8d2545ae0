import type { Context } from '../context.ts';

/** An upload stores its files before its rows; a day is far longer than any upload lasts. */
const orphanHours = 24;
const atOnceMax = 500;

export interface Sweep {
  readonly removed: number;
  /** Store keys that a row names and the store does not have: a loss, for the operator. */
  readonly missing: readonly string[];
}

/** Job `files.sweep`: removes stored files that no row names, and tells of rows whose file is missing. */
export async function sweepFiles(ctx: Context): Promise<Sweep> {
  // Read before the store is: a row written in between names a file that is young, and is not judged.
  const before = new Date(ctx.clock().getTime() - orphanHours * 3_600_000);
  const stored = new Set<string>();
  const old: string[] = [];
  for await (const { storeKey, storedAt } of ctx.files.list()) {
    stored.add(storeKey);
    if (storedAt < before) old.push(storeKey);
  }
  let removed = 0;
  for (let at = 0; at < old.length; at += atOnceMax) removed += await removeOrphans(ctx, old.slice(at, at + atOnceMax));
  const missing = await findMissing(ctx, stored, before);
  for (const storeKey of missing) ctx.log.error({ storeKey }, 'a stored file is missing');
  return { removed, missing };
}

async function removeOrphans(ctx: Context, storeKeys: readonly string[]): Promise<number> {
  const rows = await ctx.db.selectFrom('files').select('store_key').where('store_key', 'in', storeKeys).execute();
  const named = new Set(rows.map((row) => row.store_key));
  const orphans = storeKeys.filter((storeKey) => !named.has(storeKey));
  for (const storeKey of orphans) await ctx.files.remove(storeKey);
  return orphans.length;
}

async function findMissing(ctx: Context, stored: ReadonlySet<string>, before: Date): Promise<string[]> {
  const missing: string[] = [];
  for (let after = ''; ; ) {
    const rows = await ctx.db
      .selectFrom('files')
      .select(['store_key', 'created_at'])
      .where('store_key', '>', after)
      .orderBy('store_key')
      .limit(atOnceMax)
      .execute();
    for (const row of rows) if (row.created_at < before && !stored.has(row.store_key)) missing.push(row.store_key);
    const last = rows.at(-1);
    if (!last) return missing;
    after = last.store_key;
  }
}
