import type { Act, Who } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { type AccountRow, readAccount } from './account.ts';
import { isPassword } from './passwords.ts';
import { countTry, type Try } from './tries.ts';

/**
 * The logged-in person types the password again. Tries are counted per account, not per address: a stolen session gains nothing by moving about.
 * @returns the account as it was compared, and the try for `forgiveTries`.
 * @throws Refusal `password_wrong`, `log_in_slowed`.
 */
export async function provePassword(
  act: Act<Extract<Who, { kind: 'customer' }>>,
  password: string,
): Promise<{ account: AccountRow; tried: Try }> {
  const { ctx, now } = act;
  const tried: Try = { subject: `account:${act.who.accountId}`, address: '', now };
  await countTry(ctx, tried);
  const account = await readAccount(ctx.db, ctx.caId, act.who.accountId);
  if (!(await isPassword(account.password_hash, password))) throw new Refusal('password_wrong');
  return { account, tried };
}
