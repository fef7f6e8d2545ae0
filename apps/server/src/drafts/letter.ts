import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { draftOf, openForm } from './draft.ts';
import { drawLetter } from './letterPage.ts';

export const letter = handle('drafts.letter', async (_input, { ctx, who, now }) => {
  const draft = await draftOf(ctx.db, ctx, who.accountId);
  if (!draft?.ukey) throw new Refusal('ukey_not_read');
  const { caName, hotline } = await ctx.settings();
  const body = await drawLetter({
    reference: draft.id,
    caName,
    hotline,
    form: openForm(ctx, draft),
    ukey: draft.ukey,
    now,
  });
  return { mediaType: 'application/pdf', body, saveAs: '单位授权书.pdf' };
});
