import { openAccount, readAccount } from '../accounts/account.ts';
import { codeGapSeconds, issueCode } from '../accounts/codes.ts';
import { handle } from '../operation.ts';
import { hasRunningCeremony } from '../orders/ceremony.ts';
import { lockOwnOrder } from '../orders/lock.ts';
import { maskMobile } from '../personal/mask.ts';
import { Refusal } from '../refusal.ts';
import { assertMayReset } from '../risk/mayReset.ts';

/** The code goes to the account's own number and is good for this one order's reset. */
export const sendStepUp = handle('ceremonies.sendStepUp', (input, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const order = await lockOwnOrder(trx, ctx, input.order, who.accountId);
    if (!order) throw new Refusal('not_found');
    if (order.status !== 'awaiting_reset') throw new Refusal('order_state');
    // A reset that is under way may still be finished; `pair` judges it.
    if (!(await hasRunningCeremony(trx, order.id))) await assertMayReset(trx, order, now);
    const { mobile } = openAccount(ctx, await readAccount(trx, ctx.caId, who.accountId));
    const { accountId, sessionId } = who;
    const subject = { mobile, purpose: 'step_up', boundTo: order.number, now } as const;
    await issueCode(trx, ctx, { ...subject, template: 'code_step_up', accountId, sessionId });
    leaf({ subject: order.number });
    return { retryAfterSeconds: codeGapSeconds, mobile: maskMobile(mobile) };
  }),
);
