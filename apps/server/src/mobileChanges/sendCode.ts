import { openAccount, readAccount } from '../accounts/account.ts';
import { codeGapSeconds, issueCode } from '../accounts/codes.ts';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/** A code is good for this account and this new number alone: none can be begged for one change and used for another. */
export const boundTo = ({ personal }: Pick<Context, 'personal'>, accountId: string, mobile: string): string =>
  `${accountId} ${personal.index('mobile', mobile)}`;

/** @throws Refusal `invalid_input` beside the field: no change at all. */
export function refuseSame(current: string, mobile: string): void {
  if (current === mobile) throw new Refusal('invalid_input', { fields: [{ path: 'mobile', code: 'mobile_same' }] });
}

/** Never asks whether the new number has an account: a session is no directory (ASVS 6.3.8). */
export const sendCode = handle('mobileChanges.sendCode', ({ to, mobile }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const account = await readAccount(trx, ctx.caId, who.accountId);
    const current = openAccount(ctx, account).mobile;
    refuseSame(current, mobile);
    const { accountId, sessionId } = who;
    await issueCode(trx, ctx, {
      mobile: to === 'old' ? current : mobile,
      purpose: to === 'old' ? 'mobile_old' : 'mobile_new',
      boundTo: boundTo(ctx, accountId, mobile),
      now,
      template: 'code_mobile',
      accountId,
      sessionId,
    });
    leaf({ subject: accountId, detail: { to } });
    return { retryAfterSeconds: codeGapSeconds };
  }),
);
