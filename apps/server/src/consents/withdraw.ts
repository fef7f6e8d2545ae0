import type { Trx } from '../context.ts';
import { lockDraft } from '../drafts/draft.ts';
import { deleteMaterials, forgetFiles } from '../materials/forget.ts';
import { handle } from '../operation.ts';
import { showStandings } from './show.ts';

/**
 * As easy as giving it (个保法 §15). What was not applied with yet is deleted at once (§47); an open order's image is closed by `idCard.ts`
 * until the consent is given again or the order's own clock ends.
 */
export const withdraw = handle('consents.withdraw', async ({ kind }, { ctx, who, now, write }) => {
  const { answer, forgotten } = await write(async (trx, leaf) => {
    // An upload under way holds the draft: it finds the consent gone, or this finds its image.
    const draft = await lockDraft(trx, ctx, who.accountId);
    const { numUpdatedRows } = await trx
      .updateTable('consents')
      .set({ withdrawn_at: now })
      .where('account_id', '=', who.accountId)
      .where('kind', '=', kind)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst();
    const images = draft ? await idCardsOf(trx, draft.id) : [];
    const forgotten = await deleteMaterials(trx, images);
    leaf({ subject: who.accountId, detail: { kind, consents: Number(numUpdatedRows), imagesDeleted: images.length } });
    return { answer: await showStandings(trx, ctx, who.accountId), forgotten };
  });
  await forgetFiles(ctx, forgotten);
  return answer;
});

async function idCardsOf(trx: Trx, draftId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('materials')
    .select('id')
    .where('draft_id', '=', draftId)
    .where('kind', '=', 'id_card')
    .execute();
  return rows.map(({ id }) => id);
}
