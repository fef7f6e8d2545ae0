import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockDraft, sealForm, showDraft } from './draft.ts';

export const save = handle('drafts.save', async (form, act) => {
  const { ctx, who, now } = act;
  return act.write(async (trx, leaf) => {
    const draft = await lockDraft(trx, ctx, who.accountId);
    if (!draft) throw new Refusal('ukey_not_read');
    const saved = await trx
      .updateTable('drafts')
      .set({ form_sealed: sealForm(ctx, draft.id, form), updated_at: now })
      .where('id', '=', draft.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    leaf({ ...(draft.ukey ? { subject: draft.ukey.claimedSerial } : {}), detail: { draft: draft.id } });
    return showDraft(trx, ctx, saved);
  });
});
