import { handle } from '../operation.ts';
import { draftOf, showDraft } from './draft.ts';

export const get = handle('drafts.get', async (_input, { ctx, who }) => {
  const row = await draftOf(ctx.db, ctx, who.accountId);
  return { draft: row ? await showDraft(ctx.db, ctx, row) : null };
});
