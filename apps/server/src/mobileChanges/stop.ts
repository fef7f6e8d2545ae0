import { findByMobile, openAccount } from '../accounts/account.ts';
import type { Leaf } from '../audit/leaf.ts';
import type { Context, Trx } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { endSessions } from '../web/sessions.ts';
import { coolingEnd, lockChange, openChange } from './change.ts';

/** Open, or done and still cooling off: as long as the old number's holder can prevent the harm. */
export const findByStopCode = (ctx: Context, codeIndex: string, now: Date) =>
  ctx.db
    .selectFrom('mobile_changes')
    .innerJoin('accounts', 'accounts.id', 'mobile_changes.account_id')
    .select('mobile_changes.id')
    .where('accounts.removed_at', 'is', null)
    .where('mobile_changes.ca_id', '=', ctx.caId)
    .where('stop_code_index', '=', codeIndex)
    .where((either) =>
      either.or([
        either('state', 'in', ['waiting', 'confirming', 'stopped']),
        either.and([either('state', '=', 'done'), either('mobile_changes.reset_from', '>', now)]),
      ]),
    )
    .executeTakeFirst();

/**
 * The old number's holder says no. A request ends; a change that was done goes back, every session ends and the cooling-off begins anew.
 * Where the old number has become another account's since, the account is left without one: it opens no reset, and staff look into it.
 * @returns when it was stopped, the first time. @throws Refusal `stop_code_wrong` when it has ended otherwise.
 */
export async function stopChange(
  trx: Trx,
  ctx: Context,
  id: string,
  now: Date,
  leaf: (entry: Leaf) => void,
): Promise<Date> {
  const { change, account } = await lockChange(trx, ctx, id);
  const again = change.state === 'stopped';
  if (again) {
    leaf({ subject: account.id, detail: { change: id, again } });
    return change.ended_at ?? now;
  }
  const isDone = change.state === 'done' && change.reset_from !== null && change.reset_from > now;
  if (!isDone && change.state !== 'waiting' && change.state !== 'confirming') throw new Refusal('stop_code_wrong');
  const { from, to } = openChange(ctx, change);
  // Only what this change did is undone: not a later one.
  const isUndone = isDone && openAccount(ctx, account).mobile === to;
  if (isUndone) {
    const isFree = !(await findByMobile(trx, ctx, from));
    await trx
      .updateTable('accounts')
      .set({
        mobile_sealed: isFree ? ctx.personal.seal(`accounts.mobile_sealed:${account.id}`, from) : null,
        mobile_index: isFree ? ctx.personal.index('mobile', from) : null,
        reset_from: await coolingEnd(trx, ctx, now),
      })
      .where('id', '=', account.id)
      .execute();
  }
  const ended = await endSessions(trx, { accountId: account.id, now });
  await trx.updateTable('mobile_changes').set({ state: 'stopped', ended_at: now }).where('id', '=', id).execute();
  leaf({ subject: account.id, detail: { change: id, again, undone: isUndone, sessionsEnded: ended } });
  ctx.log.warn({ change: id }, 'the holder of an old number stopped a change of number');
  return now;
}
