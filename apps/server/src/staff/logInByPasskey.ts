import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { startSession } from '../web/sessions.ts';
import { countUse, readUsed } from './passkeys.ts';
import { readSelf } from './self.ts';

/** Nothing here can be guessed, so tries are not counted: without the private key no signature comes out right. */
export const logInByPasskey = handle('staff.logInByPasskey', async (used, act) => {
  const { ctx, now, device } = act;
  const read = await readUsed(ctx, used, { purpose: 'log_in', staffId: null, sessionId: null }, now);
  const { staff_id: staffId, id } = read.passkey;
  const done = await act.write(async (trx, leaf) => {
    if (!(await countUse(trx, read, now))) throw new Refusal('passkey_refused', { inside: 'used at the same time' });
    leaf({ subject: staffId, detail: { factor: 'passkey', passkey: id, isSuspect: read.isRegressed } });
    if (read.isRegressed) return undefined;
    const row = await trx
      .updateTable('staff')
      .set({ last_log_in_at: now })
      .where('id', '=', staffId)
      .where('is_disabled', '=', false)
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Refusal('passkey_refused', { inside: 'disabled' });
    const session = await startSession(trx, ctx, { staffId, device, now });
    return { self: await readSelf(trx, ctx, { staffId, sessionId: session.id }), session };
  });
  if (!done) throw new Refusal('passkey_refused', { inside: 'the count of a passkey fell back' });
  act.cookie.set(done.session.token, done.session.expiresAt);
  return done.self;
});
