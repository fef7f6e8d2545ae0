import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { codeGapSeconds, issueCode } from './codes.ts';

/** The code goes to the address and proves it for this account alone. */
export const sendMailCode = handle('accounts.sendMailCode', async ({ address }, act) => {
  const { ctx, who, now } = act;
  if (!ctx.config.mail) throw new Refusal('mail_off');
  return act.write(async (trx, leaf) => {
    const { accountId, sessionId } = who;
    const subject = { mobile: address, purpose: 'mail', boundTo: accountId, now } as const;
    await issueCode(trx, ctx, { ...subject, template: 'code_mail', accountId, sessionId });
    leaf({ subject: accountId });
    return { retryAfterSeconds: codeGapSeconds };
  });
});
