import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { startSession } from '../web/sessions.ts';
import { findByMobile, openAccount, readAccount } from './account.ts';
import { keepBrowser, meetBrowser } from './devices.ts';
import { isPassword } from './passwords.ts';
import { countTry, forgiveTries } from './tries.ts';

/** An unknown number goes the same way as a known one: counted, hashed against nobody, refused with the same word. */
export const logIn = handle('accounts.logIn', async ({ mobile, password }, act) => {
  const { ctx, now, device } = act;
  const tried = { subject: `customer:${mobile}`, address: act.address, now } as const;
  await countTry(ctx, tried);
  const found = await findByMobile(ctx.db, ctx, mobile);
  if (!(await isPassword(found?.password_hash, password)) || !found) throw new Refusal('log_in_failed');
  const { account, session, browser } = await act.write(async (trx, leaf) => {
    const row = await readAccount(trx, ctx.caId, found.id, 'lock');
    // The password was changed, or the number given to another, while the hash was being compared.
    if (row.password_hash !== found.password_hash || row.mobile_index !== found.mobile_index)
      throw new Refusal('log_in_failed');
    await forgiveTries(trx, ctx, tried);
    const started = await startSession(trx, ctx, { accountId: row.id, device, address: act.address, now });
    const browser = await meetBrowser(trx, ctx, row, act);
    leaf({ subject: row.id });
    return { account: openAccount(ctx, row), session: started, browser };
  });
  act.cookie.set(session.token, session.expiresAt);
  keepBrowser(act, browser);
  return account;
});
