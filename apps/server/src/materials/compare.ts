import type { Context } from '../context.ts';

const atOnceMax = 500;

export interface Compared {
  /** How many files the store holds. */
  readonly stored: number;
  /** Stored before `storedBefore`, and no row names them. */
  readonly orphans: readonly string[];
  /** Named by a row of before `rowsBefore`, and not in the store. */
  readonly missing: readonly string[];
}

/** What the store holds against what rows name. An upload stores its files before its rows: what is younger than the times given is not judged. */
export async function compareFiles(
  ctx: Context,
  { storedBefore, rowsBefore }: { readonly storedBefore: Date; readonly rowsBefore: Date },
): Promise<Compared> {
  const stored = new Set<string>();
  const old: string[] = [];
  for await (const { storeKey, storedAt } of ctx.files.list()) {
    if (!stored.has(storeKey) && storedAt < storedBefore) old.push(storeKey);
    stored.add(storeKey);
  }
  const orphans: string[] = [];
  for (let at = 0; at < old.length; at += atOnceMax)
    orphans.push(...(await withoutRow(ctx, old.slice(at, at + atOnceMax))));
  return { stored: stored.size, orphans, missing: await findMissing(ctx, stored, rowsBefore) };
}

async function withoutRow(ctx: Context, storeKeys: readonly string[]): Promise<string[]> {
  const rows = await ctx.db.selectFrom('files').select('store_key').where('store_key', 'in', storeKeys).execute();
  const named = new Set(rows.map((row) => row.store_key));
  return storeKeys.filter((storeKey) => !named.has(storeKey));
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
