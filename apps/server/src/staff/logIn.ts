import { generateSecret } from 'otplib';
import { isPassword } from '../accounts/passwords.ts';
import { countTry, forgiveTries } from '../accounts/tries.ts';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { startSession } from '../web/sessions.ts';
import { openMember } from './member.ts';
import { stepOf } from './totp.ts';

/** Stands in for a name that is not there. */
const nobodysSecret = generateSecret();

/** Whatever is wrong, password and TOTP are both judged and the word is the same: nobody learns which one to work on. */
export const logIn = handle('staff.logIn', async ({ name, password, totp }, act) => {
  const { ctx, now, device } = act;
  const tried = { subject: `staff:${name}`, address: act.address, now } as const;
  await countTry(ctx, tried);
  const found = await findByName(ctx, name);
  const secret = found ? ctx.personal.open(`staff.totp_sealed:${found.id}`, found.totp_sealed) : nobodysSecret;
  const isRight = await isPassword(found?.password_hash, password);
  const step = stepOf(secret, totp, now);
  if (!found || !isRight || step === undefined || found.is_disabled) throw refusal(ctx, found?.id);
  const { member, session } = await act.write(async (trx, leaf) => {
    // Compare and set: of two that bring the same code at once, one finds the step taken (RFC 6238 §5.2).
    const row = await trx
      .updateTable('staff')
      .set({ totp_step: step, last_log_in_at: now })
      .where('id', '=', found.id)
      .where('totp_step', '<', step)
      .where('password_hash', '=', found.password_hash)
      .where('is_disabled', '=', false)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw refusal(ctx, found.id);
    await forgiveTries(trx, ctx, tried);
    const started = await startSession(trx, ctx, { staffId: row.id, device, now });
    leaf({ subject: row.name });
    return { member: openMember(row), session: started };
  });
  act.cookie.set(session.token, session.expiresAt);
  return member;
});

const refusal = (ctx: Context, staffId: string | undefined) => {
  ctx.log.warn({ operation: 'staff.logIn', staffId }, 'a staff log-in was refused');
  return new Refusal('staff_log_in_failed');
};

const findByName = ({ db, caId }: Context, name: string) =>
  db.selectFrom('staff').selectAll().where('ca_id', '=', caId).where('name', '=', name).executeTakeFirst();
