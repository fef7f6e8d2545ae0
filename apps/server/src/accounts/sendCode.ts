import type { CaptchaAnswer } from '@jiesuo/contract/portal';
import { readNeed } from '../captcha/need.ts';
import type { Act } from '../operation.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { codeGapSeconds, issueCode } from './codes.ts';

const templates = { register: 'code_register', reset_password: 'code_reset_password' } as const;

/** Never asks whether the number has an account: what is not known cannot be told, by answer or by time (ASVS 6.3.8). */
export const sendCode = handle('accounts.sendCode', async ({ mobile, purpose, captcha }, act) => {
  const { ctx, now, address } = act;
  const work = await judgeWork(act, mobile, captcha);
  return act.write(async (trx, leaf) => {
    await issueCode(trx, ctx, { mobile, purpose, boundTo: '', now, template: templates[purpose], address });
    // Rolled back with the code: who was too early keeps the work.
    if (work && !(await ctx.captcha.use(trx, work))) throw new Refusal('captcha_needed', { inside: 'used before' });
    leaf({ detail: { purpose } });
    return { retryAfterSeconds: codeGapSeconds };
  });
});

/** @returns the work to use up; undefined where none is needed. @throws Refusal `captcha_needed` */
async function judgeWork(
  { ctx, now, address }: Act,
  mobile: string,
  captcha: CaptchaAnswer | undefined,
): Promise<CaptchaAnswer | undefined> {
  if (!ctx.captcha.isOn || !(await readNeed(ctx, { mobile, address, now }))) return undefined;
  if (!captcha) throw new Refusal('captcha_needed', { inside: 'no work' });
  if (!(await ctx.captcha.isSolved(captcha, address, now)))
    throw new Refusal('captcha_needed', { inside: 'not solved' });
  return captcha;
}
