import { openAccount } from '../accounts/account.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { newStopCode, stopCodeIndex } from '../risk/offer.ts';
import { endSessions } from '../web/sessions.ts';
import { giveNumber, lockChange, openChange } from './change.ts';
import { tellRefused } from './decide.ts';
import { assertNotOwn } from './facts.ts';

/** The second of two, never who agreed first. The old number hears of it again, with a code that stops it while it cools off. */
export const confirm = handle('mobileChanges.confirm', ({ id, decision, reason }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const locked = await lockChange(trx, ctx, id);
    const { change, account } = locked;
    if (change.state !== 'confirming') throw new Refusal('mobile_change_closed');
    if (change.first_by === who.staffId) throw new Refusal('second_review_not_yours');
    await assertNotOwn(trx, ctx, locked, who.staffId);
    const decided = { decided_by: who.staffId, decided_at: now, decided_reason: reason, ended_at: now };
    if (decision === 'refuse') {
      await trx
        .updateTable('mobile_changes')
        .set({ ...decided, state: 'refused' })
        .where('id', '=', id)
        .execute();
      await tellRefused(trx, ctx, change, openAccount(ctx, account).mobile);
      leaf({ subject: account.id, detail: { change: id, decision, reason } });
      return { id, state: 'refused' };
    }
    const { to } = openChange(ctx, change);
    // The code of the first notice is known to nobody but its reader: this notice has one of its own, and the first works no more.
    const stop = newStopCode();
    const { resetFrom } = await giveNumber(trx, ctx, account, { mobile: to, stop, change: id, now });
    await trx
      .updateTable('mobile_changes')
      .set({
        ...decided,
        state: 'done',
        done_at: now,
        reset_from: resetFrom,
        stop_code_index: stopCodeIndex(ctx, stop),
      })
      .where('id', '=', id)
      .execute();
    // Whoever was logged in under the old number proves the new one first.
    const ended = await endSessions(trx, { accountId: account.id, now });
    leaf({
      subject: account.id,
      detail: { change: id, decision, reason, sessionsEnded: ended, resetFrom: resetFrom.toISOString() },
    });
    return { id, state: 'done' };
  }),
);
