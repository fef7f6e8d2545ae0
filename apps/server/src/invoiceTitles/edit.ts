import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { sealTitle } from './facts.ts';
import { lockTitles, makeDefault } from './keep.ts';

/** The default stays the default until another becomes it. Requests that were made with it keep what they copied. */
export const edit = handle('invoiceTitles.edit', async ({ id, ...input }, act) => {
  const { ctx, who } = act;
  return act.write(async (trx, leaf) => {
    const kept = await lockTitles(trx, ctx, who.accountId);
    const found = kept.find((row) => row.id === id);
    if (!found) throw new Refusal('not_found');
    await trx
      .updateTable('invoice_titles')
      .set({ holder: input.holder, facts_sealed: sealTitle(ctx, id, input) })
      .where('id', '=', id)
      .execute();
    if (input.isDefault) await makeDefault(trx, kept, id);
    leaf({ subject: who.accountId, detail: { title: id } });
    return { ...input, id, isDefault: input.isDefault || found.is_default };
  });
});
