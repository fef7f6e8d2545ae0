import { refuseCommonPassword } from '../accounts/commonPasswords.ts';
import { hashPassword } from '../accounts/passwords.ts';
import type { Context, Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { startSession } from '../web/sessions.ts';
import { findInvited } from './invited.ts';
import type { StaffRow } from './member.ts';
import { insertPasskey, readCreated } from './passkeys.ts';
import { readSelf } from './self.ts';
import { openTotp, sealTotp, stepOf } from './totp.ts';

/** The code is used up together with what it was good for: password and one factor, or nothing. */
export const enrol = handle('staff.enrol', async ({ name, code, password, factor }, act) => {
  const { ctx, now, device } = act;
  const { person, forgive } = await findInvited(act, name, code);
  refuseCommonPassword(password, person.name, 'password');
  const keep =
    factor.kind === 'totp' ? provenTotp(ctx, person, factor.totp, now) : await provenPasskey(ctx, person, factor, now);
  const password_hash = await hashPassword(password);
  const { self, session } = await act.write(async (trx, leaf) => {
    const row = await trx
      .updateTable('staff')
      .set({ password_hash, invitation_hash: null, invited_until: null, totp_next_sealed: null, last_log_in_at: now })
      .where('id', '=', person.id)
      .where('invitation_hash', '=', person.invitation_hash)
      .where('totp_next_sealed', 'is not distinct from', person.totp_next_sealed)
      .where('is_disabled', '=', false)
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Refusal('invitation_wrong', { inside: 'used at the same time' });
    await keep(trx);
    await forgive(trx);
    const started = await startSession(trx, ctx, { staffId: person.id, device, now });
    leaf({ subject: person.name, detail: { factor: factor.kind } });
    return { self: await readSelf(trx, ctx, { staffId: person.id, sessionId: started.id }), session: started };
  });
  act.cookie.set(session.token, session.expiresAt);
  return self;
});

/** @returns what keeps it. @throws Refusal `step_up_failed` */
function provenTotp(ctx: Context, person: StaffRow, totp: string, now: Date) {
  const secret = openTotp(ctx, 'totp_next_sealed', person);
  const step = secret === undefined ? undefined : stepOf(secret, totp, now);
  if (secret === undefined || step === undefined) throw new Refusal('step_up_failed');
  const totp_sealed = sealTotp(ctx, 'totp_sealed', person.id, secret);
  return (trx: Trx) =>
    trx.updateTable('staff').set({ totp_sealed, totp_step: step }).where('id', '=', person.id).execute();
}

/** @returns what keeps it. @throws Refusal `passkey_refused` */
async function provenPasskey(
  ctx: Context,
  person: StaffRow,
  { created, name }: { created: Parameters<typeof readCreated>[1]; name: string },
  now: Date,
) {
  const passkey = await readCreated(ctx, created, { purpose: 'create', staffId: person.id, sessionId: null }, now);
  return (trx: Trx) => insertPasskey(trx, ctx, { ...passkey, staff_id: person.id, name }, now);
}
