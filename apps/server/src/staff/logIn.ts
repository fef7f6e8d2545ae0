import { generateSecret } from 'otplib';
import { isPassword } from '../accounts/passwords.ts';
import { countTry, forgiveTries } from '../accounts/tries.ts';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { startSession } from '../web/sessions.ts';
import { readSelf } from './self.ts';
import { openTotp, stepOf } from './totp.ts';

/** Stands in for a name that is not there, and for a person without TOTP. */
const nobodysSecret = generateSecret();

/** Whatever is wrong, password and TOTP are both judged and the word is the same: nobody learns which one to work on. */
export const logIn = handle('staff.logIn', async ({ name, password, totp }, act) => {
  const { ctx, now, device } = act;
  const tried = { subject: `staff:${name}`, address: act.address, now } as const;
  await countTry(ctx, tried);
  const found = await findByName(ctx, name);
  const secret = found && openTotp(ctx, 'totp_sealed', found);
  const isRight = await isPassword(found?.password_hash ?? undefined, password);
  const step = stepOf(secret ?? nobodysSecret, totp, now);
  if (!found || secret === undefined || !isRight || step === undefined || found.is_disabled)
    throw refusal(ctx, found?.id);
  const { self, session } = await act.write(async (trx, leaf) => {
    // Compare and set: of two that bring the same code at once, one finds the step taken (RFC 6238 §5.2).
    const row = await trx
      .updateTable('staff')
      .set({ totp_step: step, last_log_in_at: now })
      .where('id', '=', found.id)
      .where('totp_step', '<', step)
      .where('totp_sealed', '=', found.totp_sealed)
      .where('password_hash', '=', found.password_hash)
      .where('is_disabled', '=', false)
      .returning('name')
      .executeTakeFirst();
    if (!row) throw refusal(ctx, found.id);
    await forgiveTries(trx, ctx, tried);
    const started = await startSession(trx, ctx, { staffId: found.id, device, now });
    leaf({ subject: row.name, detail: { factor: 'totp' } });
    return { self: await readSelf(trx, ctx, { staffId: found.id, sessionId: started.id }), session: started };
  });
  act.cookie.set(session.token, session.expiresAt);
  return self;
});

const refusal = (ctx: Context, staffId: string | undefined) => {
  ctx.log.warn({ operation: 'staff.logIn', staffId }, 'a staff log-in was refused');
  return new Refusal('staff_log_in_failed');
};

const findByName = ({ db, caId }: Context, name: string) =>
  db.selectFrom('staff').selectAll().where('ca_id', '=', caId).where('name', '=', name).executeTakeFirst();
