import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { endSessions } from '../web/sessions.ts';
import { openAccount, readAccount } from './account.ts';
import { refuseCommonPassword } from './commonPasswords.ts';
import { hashPassword } from './passwords.ts';
import { provePassword } from './prove.ts';
import { forgiveTries } from './tries.ts';

export const changePassword = handle('accounts.changePassword', async ({ oldPassword, newPassword }, act) => {
  const { ctx, now, who } = act;
  const { account, tried } = await provePassword(act, oldPassword);
  if (oldPassword === newPassword)
    throw new Refusal('invalid_input', { fields: [{ path: 'newPassword', code: 'password_same' }] });
  refuseCommonPassword(newPassword, openAccount(ctx, account).mobile, 'newPassword');
  const passwordHash = await hashPassword(newPassword);
  return act.write(async (trx, leaf) => {
    const row = await readAccount(trx, ctx.caId, who.accountId, 'lock');
    if (row.password_hash !== account.password_hash) throw new Refusal('conflict');
    await trx.updateTable('accounts').set({ password_hash: passwordHash }).where('id', '=', row.id).execute();
    const ended = await endSessions(trx, { accountId: row.id, except: who.sessionId, now });
    await forgiveTries(trx, ctx, tried);
    leaf({ subject: row.id, detail: { sessionsEnded: ended } });
    return {};
  });
});
