import type { Trx } from '../context.ts';
import { deleteMaterials, forgetFiles } from '../materials/forget.ts';
import { handle } from '../operation.ts';
import type { StoredFile } from '../retention/record.ts';
import { lockDraft } from './draft.ts';

export const discard = handle('drafts.discard', async (_input, act) => {
  const { ctx, who } = act;
  const forgotten = await act.write(async (trx, leaf) => {
    const draft = await lockDraft(trx, ctx, who.accountId);
    leaf({ detail: { draft: draft?.id ?? null } });
    return draft ? deleteDraft(trx, draft.id) : [];
  });
  await forgetFiles(ctx, forgotten);
  return {};
});

export const filesOfDrafts = (trx: Trx, ids: readonly string[]): Promise<StoredFile[]> =>
  trx
    .selectFrom('files')
    .innerJoin('materials', 'materials.id', 'files.material_id')
    .select(['files.store_key', 'files.bytes'])
    .where('materials.draft_id', 'in', ids)
    .execute();

/** The locked draft with its materials. @returns store keys to forget after the commit. */
export async function deleteDraft(trx: Trx, draftId: string): Promise<string[]> {
  const materials = await trx.selectFrom('materials').select('id').where('draft_id', '=', draftId).execute();
  const storeKeys = await deleteMaterials(
    trx,
    materials.map((material) => material.id),
  );
  await trx.deleteFrom('drafts').where('id', '=', draftId).execute();
  return storeKeys;
}
