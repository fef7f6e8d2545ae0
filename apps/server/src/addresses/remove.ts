import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockAddresses } from './address.ts';

/** When the default goes, the newest of the others takes its place. */
export const remove = handle('addresses.remove', async ({ id }, act) => {
  const { ctx, who } = act;
  return act.write(async (trx, leaf) => {
    const kept = await lockAddresses(trx, ctx.caId, who.accountId);
    const found = kept.find((row) => row.id === id);
    if (!found) throw new Refusal('not_found');
    await trx.deleteFrom('addresses').where('id', '=', id).execute();
    const newest = kept.find((row) => row.id !== id);
    if (found.is_default && newest)
      await trx.updateTable('addresses').set({ is_default: true }).where('id', '=', newest.id).execute();
    leaf({ subject: who.accountId, detail: { address: id } });
    return {};
  });
});
