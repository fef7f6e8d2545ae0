import { lockDraft } from '../drafts/draft.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { deleteMaterials, forgetFiles } from './forget.ts';

export const remove = handle('materials.remove', async ({ id }, act) => {
  const { ctx, who, now } = act;
  const forgotten = await act.write(async (trx, leaf) => {
    const draft = await lockDraft(trx, ctx, who.accountId);
    const material = await trx
      .selectFrom('materials')
      .select(['id', 'kind'])
      .where('id', '=', id)
      .where('ca_id', '=', ctx.caId)
      .where('draft_id', '=', draft?.id ?? null)
      .executeTakeFirst();
    if (!draft || !material) throw new Refusal('not_found');
    await trx.updateTable('drafts').set({ updated_at: now }).where('id', '=', draft.id).execute();
    leaf({ detail: { draft: draft.id, material: id, kind: material.kind } });
    return deleteMaterials(trx, [id]);
  });
  await forgetFiles(ctx, forgotten);
  return {};
});
