import { v7 as uuid } from 'uuid';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { sealTitle } from './facts.ts';
import { lockTitles, makeDefault } from './keep.ts';

const titlesMax = 20;

/** The first title is the default, whatever was asked. */
export const add = handle('invoiceTitles.add', async (input, act) => {
  const { ctx, who, now } = act;
  const id = uuid();
  return act.write(async (trx, leaf) => {
    const kept = await lockTitles(trx, ctx, who.accountId);
    if (kept.length >= titlesMax) throw new Refusal('title_limit');
    const isDefault = input.isDefault || kept.length === 0;
    await trx
      .insertInto('invoice_titles')
      .values({
        id,
        ca_id: ctx.caId,
        account_id: who.accountId,
        holder: input.holder,
        facts_sealed: sealTitle(ctx, id, input),
        is_default: false,
        created_at: now,
      })
      .execute();
    if (isDefault) await makeDefault(trx, kept, id);
    leaf({ subject: who.accountId, detail: { title: id } });
    return { ...input, id, isDefault };
  });
});
