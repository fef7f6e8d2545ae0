import { handle } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import { integratorUkeys } from './line.ts';

export const get = handle('v1.ukeys.get', async ({ serial }, { ctx }) => {
  const row = await ctx.db
    .selectFrom('ukeys')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('serial', '=', serial)
    .executeTakeFirst();
  const [ukey] = await integratorUkeys(ctx.db, ctx, row ? [row] : []);
  if (!ukey) throw new Refusal('not_found');
  return ukey;
});
