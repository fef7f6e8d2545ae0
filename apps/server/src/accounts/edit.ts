import { handle } from '../operation.ts';
import { openAccount, readAccount, sealPerson } from './account.ts';

export const edit = handle('accounts.edit', async (input, act) => {
  const { ctx, who } = act;
  return act.write(async (trx, leaf) => {
    const row = await readAccount(trx, ctx.caId, who.accountId, 'lock');
    const person = sealPerson(ctx, row.id, input);
    await trx.updateTable('accounts').set(person).where('id', '=', row.id).execute();
    leaf({ subject: row.id });
    return openAccount(ctx, { ...row, ...person });
  });
});
