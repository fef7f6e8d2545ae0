import { v7 as uuid } from 'uuid';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { dropDefault, lockAddresses, openAddress, sealAddress } from './address.ts';

const addressesMax = 20;

/** The first address is the default, whatever was asked. */
export const add = handle('addresses.add', async (input, act) => {
  const { ctx, who, now } = act;
  const id = uuid();
  return act.write(async (trx, leaf) => {
    const kept = await lockAddresses(trx, ctx.caId, who.accountId);
    if (kept.length >= addressesMax) throw new Refusal('address_limit');
    const isDefault = input.isDefault || kept.length === 0;
    if (isDefault) await dropDefault(trx, ctx.caId, who.accountId);
    const row = await trx
      .insertInto('addresses')
      .values({
        id,
        ca_id: ctx.caId,
        account_id: who.accountId,
        ...sealAddress(ctx, id, input),
        is_default: isDefault,
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    leaf({ subject: who.accountId, detail: { address: id } });
    return openAddress(ctx, row);
  });
});
