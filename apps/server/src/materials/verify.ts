import type { Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { compareFiles } from './compare.ts';

/** An upload under way is not judged; none lasts an hour. */
const uploadHours = 1;
const atOnceMax = 500;

export interface Verified {
  readonly stored: number;
  readonly orphans: readonly string[];
  readonly missing: readonly string[];
  /** Stored and named, but not what was stored: changed, cut off, or sealed by another key. */
  readonly broken: readonly string[];
  /** Rows gone, bytes about to go: the next run of `retention.apply` removes them. */
  readonly leaving: readonly string[];
}

/** Whether the store holds what rows name and nothing else; `isDeep` also decrypts every file. */
export async function verifyFiles(ctx: Context, isDeep: boolean): Promise<Verified> {
  const now = ctx.clock();
  const storedBefore = new Date(now.getTime() - uploadHours * 3_600_000);
  const { stored, orphans, missing } = await compareFiles(ctx, { storedBefore, rowsBefore: now });
  const rows = await ctx.db.selectFrom('file_removals').select('store_key').where('ca_id', '=', ctx.caId).execute();
  const leaving = rows.map((row) => row.store_key);
  const away = new Set(leaving);
  return {
    stored,
    orphans: orphans.filter((storeKey) => !away.has(storeKey)),
    missing,
    broken: isDeep ? await findBroken(ctx, new Set(missing)) : [],
    leaving,
  };
}

async function findBroken(ctx: Context, missing: ReadonlySet<string>): Promise<string[]> {
  const broken: string[] = [];
  for (let after = ''; ; ) {
    const rows = await ctx.db
      .selectFrom('files')
      .select(['store_key', 'data_key_sealed'])
      .where('store_key', '>', after)
      .orderBy('store_key')
      .limit(atOnceMax)
      .execute();
    for (const row of rows)
      if (!missing.has(row.store_key) && !(await opens(ctx, row.store_key, row.data_key_sealed)))
        broken.push(row.store_key);
    const last = rows.at(-1);
    if (!last) return broken;
    after = last.store_key;
  }
}

const opens = (ctx: Context, storeKey: string, dataKey: string): Promise<boolean> =>
  ctx.files.get(storeKey, dataKey).then(
    () => true,
    (error: unknown) => {
      // A store that does not answer says nothing of the file.
      if (error instanceof Refusal) throw error;
      return false;
    },
  );
