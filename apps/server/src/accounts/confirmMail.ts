import { handle } from '../operation.ts';
import { openAccount, readAccount } from './account.ts';
import { useCode } from './codes.ts';

export const confirmMail = handle('accounts.confirmMail', async ({ address, code }, act) => {
  const { ctx, who, now } = act;
  await useCode(ctx, { mobile: address, purpose: 'mail', boundTo: who.accountId, code, now });
  return act.write(async (trx, leaf) => {
    const row = await readAccount(trx, ctx.caId, who.accountId, 'lock');
    const sealed = ctx.personal.seal(`accounts.notice_mail_sealed:${row.id}`, address);
    await trx.updateTable('accounts').set({ notice_mail_sealed: sealed }).where('id', '=', row.id).execute();
    leaf({ subject: row.id });
    return openAccount(ctx, { ...row, notice_mail_sealed: sealed });
  });
});
