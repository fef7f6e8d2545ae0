import { actorOf, writeLeaf } from '../audit/write.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/** A reviewer's browser gets pictures only. The view is recorded before the picture leaves. */
export const material = handle('reviews.material', async ({ id, page }, { ctx, who, now, requestId }) => {
  const file = await ctx.db
    .selectFrom('files')
    .innerJoin('materials', 'materials.id', 'files.material_id')
    .innerJoin('orders', 'orders.id', 'materials.order_id')
    .select(['files.store_key', 'files.data_key_sealed', 'files.media_type', 'materials.kind', 'orders.number'])
    .where('materials.id', '=', id)
    .where('materials.ca_id', '=', ctx.caId)
    .where('files.page', '=', page)
    .executeTakeFirst();
  if (!file) throw new Refusal('not_found');
  await ctx.db
    .transaction()
    .execute((trx) =>
      writeLeaf(
        trx,
        { caId: ctx.caId, at: now, actor: actorOf(who), operation: 'reviews.material', requestId },
        { subject: file.number, detail: { material: id, kind: file.kind, page } },
      ),
    );
  return { mediaType: file.media_type, body: await ctx.files.get(file.store_key, file.data_key_sealed) };
});
