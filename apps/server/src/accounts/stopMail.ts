import { handle } from '../operation.ts';
import { openAccount, readAccount } from './account.ts';

export const stopMail = handle('accounts.stopMail', (_input, { ctx, who, write }) =>
  write(async (trx, leaf) => {
    const row = await readAccount(trx, ctx.caId, who.accountId, 'lock');
    await trx.updateTable('accounts').set({ notice_mail_sealed: null }).where('id', '=', row.id).execute();
    leaf({ subject: row.id });
    return openAccount(ctx, { ...row, notice_mail_sealed: null });
  }),
);
