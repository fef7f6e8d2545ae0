import type { Context } from '../../apps/server/src/context.ts';
import { cookieName } from '../../apps/server/src/web/cookie.ts';
import { startSession } from '../../apps/server/src/web/sessions.ts';
import { idOfAccount } from './clone.ts';

/** A session of the customer whose clones are so many accounts from the first. @returns the cookie of a browser that is logged in. */
export async function cookieOf(
  ctx: Context,
  account: number,
): Promise<{ readonly name: string; readonly value: string }> {
  const opened = await ctx.db
    .transaction()
    .execute((trx) => startSession(trx, ctx, { accountId: idOfAccount(account), device: 'bench', now: ctx.clock() }));
  return { name: cookieName('portal', false), value: opened.token };
}
