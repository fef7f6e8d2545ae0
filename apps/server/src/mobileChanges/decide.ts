import { openAccount } from '../accounts/account.ts';
import type { Context, Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { assertFree, type ChangeRow, lockChange, openChange } from './change.ts';
import { assertNotOwn } from './facts.ts';

/** The first of two. A yes waits for another person; a no ends it. */
export const decide = handle('mobileChanges.decide', ({ id, decision, reason }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const locked = await lockChange(trx, ctx, id);
    const { change, account } = locked;
    if (change.state !== 'waiting') throw new Refusal('mobile_change_closed');
    await assertNotOwn(trx, ctx, locked, who.staffId);
    if (decision === 'agree') await assertFree(trx, ctx, openChange(ctx, change).to);
    const state = decision === 'agree' ? ('confirming' as const) : ('refused' as const);
    await trx
      .updateTable('mobile_changes')
      .set({
        state,
        first_by: who.staffId,
        first_at: now,
        first_reason: reason,
        ...(decision === 'refuse' && { ended_at: now }),
      })
      .where('id', '=', id)
      .execute();
    if (decision === 'refuse') await tellRefused(trx, ctx, change, openAccount(ctx, account).mobile);
    leaf({ subject: account.id, detail: { change: id, decision, reason } });
    return { id, state };
  }),
);

/** Both numbers: the one that stays, and the one that was asked for. */
export async function tellRefused(trx: Trx, ctx: Context, change: ChangeRow, current: string): Promise<void> {
  for (const [which, to] of [
    ['old', current],
    ['new', openChange(ctx, change).to],
  ] as const)
    await ctx.sms.queue(trx, {
      to,
      template: 'mobile_change_refused',
      variables: {},
      onceKey: `mobile_change_refused:${change.id}:${which}`,
    });
}
