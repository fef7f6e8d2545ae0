import { openAccount, readAccount } from '../accounts/account.ts';
import { type UsedCode, useCodes } from '../accounts/codes.ts';
import { provePassword } from '../accounts/prove.ts';
import { forgiveTries } from '../accounts/tries.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { endSessions } from '../web/sessions.ts';
import { giveNumber, newChange, openRequest } from './change.ts';
import { boundTo, refuseSame } from './sendCode.ts';

/** Password and both numbers. The reset still has to wait: who holds the phone and the session for a minute must not reach a UKey. */
export const byCodes = handle('mobileChanges.byCodes', async ({ mobile, oldCode, newCode, password }, act) => {
  const { ctx, who, now } = act;
  const { account: proven, tried } = await provePassword(act, password);
  const current = openAccount(ctx, proven).mobile;
  refuseSame(current, mobile);
  const common = { boundTo: boundTo(ctx, who.accountId, mobile), now };
  refuseWrong(
    await useCodes(ctx, [
      { ...common, mobile: current, purpose: 'mobile_old', code: oldCode },
      { ...common, mobile, purpose: 'mobile_new', code: newCode },
    ]),
  );
  return act.write(async (trx, leaf) => {
    const row = await readAccount(trx, ctx.caId, who.accountId, 'lock');
    // Changed in another window while the codes were being compared.
    if (row.mobile_index !== proven.mobile_index || row.password_hash !== proven.password_hash)
      throw new Refusal('conflict');
    if (await openRequest(trx, row.id)) throw new Refusal('mobile_change_open');
    const { row: change, stop } = newChange(ctx, { accountId: row.id, way: 'codes', from: current, to: mobile, now });
    const { account, resetFrom } = await giveNumber(trx, ctx, row, { mobile, stop, change: change.id, now });
    await trx
      .insertInto('mobile_changes')
      .values({ ...change, state: 'done', done_at: now, ended_at: now, reset_from: resetFrom })
      .execute();
    const ended = await endSessions(trx, { accountId: row.id, except: who.sessionId, now });
    await forgiveTries(trx, ctx, tried);
    leaf({
      subject: row.id,
      detail: { change: change.id, sessionsEnded: ended, resetFrom: resetFrom.toISOString() },
    });
    return openAccount(ctx, account);
  });
});

/** Beside the field of each code. @throws Refusal `code_wrong` */
export function refuseWrong(wrong: readonly UsedCode[]): void {
  if (wrong.length === 0) return;
  const fields = wrong.map(({ purpose }) => ({
    path: purpose === 'mobile_old' ? 'oldCode' : 'newCode',
    code: 'code_wrong' as const,
  }));
  throw new Refusal('code_wrong', { fields });
}
