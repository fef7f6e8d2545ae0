import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';

export const preview = handle('materials.preview', async ({ id, page }, { ctx, who }) => {
  const file = await ctx.db
    .selectFrom('files')
    .innerJoin('materials', 'materials.id', 'files.material_id')
    .select(['files.store_key', 'files.data_key_sealed', 'files.media_type'])
    .where('materials.id', '=', id)
    .where('materials.ca_id', '=', ctx.caId)
    .where('materials.account_id', '=', who.accountId)
    .where('files.page', '=', page)
    .executeTakeFirst();
  if (!file) throw new Refusal('not_found');
  return { mediaType: file.media_type, body: await ctx.files.get(file.store_key, file.data_key_sealed) };
});
