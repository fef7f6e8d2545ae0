import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { dropDefault, lockAddresses, openAddress, sealAddress } from './address.ts';

/** The default stays the default until another becomes it. */
export const edit = handle('addresses.edit', async ({ id, ...input }, act) => {
  const { ctx, who } = act;
  return act.write(async (trx, leaf) => {
    const kept = await lockAddresses(trx, ctx.caId, who.accountId);
    const found = kept.find((row) => row.id === id);
    if (!found) throw new Refusal('not_found');
    if (input.isDefault && !found.is_default) await dropDefault(trx, ctx.caId, who.accountId);
    const row = await trx
      .updateTable('addresses')
      .set({ ...sealAddress(ctx, id, input), is_default: input.isDefault || found.is_default })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    leaf({ subject: who.accountId, detail: { address: id } });
    return openAddress(ctx, row);
  });
});
