import { refuseCommonPassword } from '../accounts/commonPasswords.ts';
import { hashPassword, isPassword } from '../accounts/passwords.ts';
import { countTry, forgiveTries } from '../accounts/tries.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { endSessions } from '../web/sessions.ts';
import { lockMember } from './lock.ts';
import { tellOfFactors } from './mobile.ts';

export const changePassword = handle('staff.changePassword', async ({ oldPassword, newPassword }, act) => {
  const { ctx, who, now } = act;
  const tried = { subject: `staff:${who.staffId}`, address: '', now } as const;
  await countTry(ctx, tried);
  const person = await ctx.db.selectFrom('staff').selectAll().where('id', '=', who.staffId).executeTakeFirstOrThrow();
  if (!(await isPassword(person.password_hash ?? undefined, oldPassword))) throw new Refusal('password_wrong');
  if (oldPassword === newPassword)
    throw new Refusal('invalid_input', { fields: [{ path: 'newPassword', code: 'password_same' }] });
  refuseCommonPassword(newPassword, person.name, 'newPassword');
  const password_hash = await hashPassword(newPassword);
  return act.write(async (trx, leaf) => {
    const row = await lockMember(trx, ctx, who.staffId);
    if (row.password_hash !== person.password_hash) throw new Refusal('conflict');
    await trx.updateTable('staff').set({ password_hash }).where('id', '=', row.id).execute();
    const ended = await endSessions(trx, { staffId: row.id, except: who.sessionId, now });
    await forgiveTries(trx, ctx, tried);
    await tellOfFactors(trx, ctx, row);
    leaf({ subject: row.name, detail: { sessionsEnded: ended } });
    return {};
  });
});
