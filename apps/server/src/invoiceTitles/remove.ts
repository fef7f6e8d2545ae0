import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockTitles, makeDefault } from './keep.ts';

/** When the default goes, the newest of the others takes its place. */
export const remove = handle('invoiceTitles.remove', async ({ id }, act) => {
  const { ctx, who } = act;
  return act.write(async (trx, leaf) => {
    const kept = await lockTitles(trx, ctx, who.accountId);
    const found = kept.find((row) => row.id === id);
    if (!found) throw new Refusal('not_found');
    await trx.deleteFrom('invoice_titles').where('id', '=', id).execute();
    const newest = kept.find((row) => row.id !== id);
    if (found.is_default && newest) await makeDefault(trx, [], newest.id);
    leaf({ subject: who.accountId, detail: { title: id } });
    return {};
  });
});
