import type { Context, Trx } from '../context.ts';

/**
 * Deletes materials that no order keeps, with the rows of their files.
 * @returns store keys for `forgetFiles`, to be removed only after the transaction has been committed: a file without a row is removed later, a row without its file is a loss.
 */
export async function deleteMaterials(trx: Trx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const files = await trx.deleteFrom('files').where('material_id', 'in', ids).returning('store_key').execute();
  await trx.deleteFrom('materials').where('id', 'in', ids).where('order_id', 'is', null).execute();
  return files.map((file) => file.store_key);
}

/** Removes stored files that no row names any more; what fails here stays in `file_removals`, for the next run of `retention.apply`. */
export async function forgetFiles(ctx: Context, storeKeys: readonly string[]): Promise<void> {
  for (const storeKey of storeKeys)
    try {
      await ctx.files.remove(storeKey);
      await ctx.db.deleteFrom('file_removals').where('store_key', '=', storeKey).execute();
    } catch (error) {
      ctx.log.warn({ storeKey, error: String(error) }, 'a file is left to the next run');
    }
}
