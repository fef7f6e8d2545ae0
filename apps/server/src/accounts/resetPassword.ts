import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { endSessions } from '../web/sessions.ts';
import { findByMobile } from './account.ts';
import { useCode } from './codes.ts';
import { refuseCommonPassword } from './commonPasswords.ts';
import { hashPassword } from './passwords.ts';
import { forgiveTries } from './tries.ts';

/** Ends every session: whoever had the old password is out (ASVS 7.4.3). */
export const resetPassword = handle('accounts.resetPassword', async ({ mobile, code, password }, act) => {
  const { ctx, now } = act;
  refuseCommonPassword(password, mobile, 'password');
  await useCode(ctx, { mobile, purpose: 'reset_password', boundTo: '', code, now });
  const passwordHash = await hashPassword(password);
  return act.write(async (trx, leaf) => {
    const found = await findByMobile(trx, ctx, mobile);
    // Said only now: the code proved that the asker holds the number.
    if (!found) throw new Refusal('account_missing');
    await trx
      .updateTable('accounts')
      .set({ password_hash: passwordHash, recovered_at: now })
      .where('id', '=', found.id)
      .execute();
    const ended = await endSessions(trx, { accountId: found.id, now });
    await forgiveTries(trx, ctx, { subject: `customer:${mobile}`, address: act.address, now });
    leaf({ subject: found.id, detail: { sessionsEnded: ended } });
    return {};
  });
});
