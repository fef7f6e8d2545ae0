import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import type { Act } from '../operation.ts';
import { type AccountRow, openAccount } from './account.ts';

/** Browsers keep no cookie longer. */
const keptDays = 400;
const devicesMost = 20;

/** Only the hash is stored, as of a session. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
const isToken = (token: string | undefined): token is string => /^[A-Za-z0-9_-]{43}$/.test(token ?? '');

/**
 * Somebody has logged in: a browser that the account does not know is told of to its owner, and known from then on.
 * The first one that an account ever has is nobody's news. @returns what `keepBrowser` gives the browser after the commit.
 */
export async function meetBrowser(
  trx: Trx,
  ctx: Context,
  account: AccountRow,
  { browser, now }: Pick<Act, 'browser' | 'now'>,
): Promise<string> {
  const token = isToken(browser.token) ? browser.token : randomBytes(32).toString('base64url');
  const known = await trx
    .selectFrom('account_devices')
    .select(['id', 'token_hash'])
    .where('account_id', '=', account.id)
    .orderBy('seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const same = known.find((row) => row.token_hash === hashOf(token));
  if (same) {
    await trx.updateTable('account_devices').set({ seen_at: now }).where('id', '=', same.id).execute();
    return token;
  }
  const oldest = known.slice(devicesMost - 1).map(({ id }) => id);
  if (oldest.length > 0) await trx.deleteFrom('account_devices').where('id', 'in', oldest).execute();
  await trx
    .insertInto('account_devices')
    .values({
      id: uuid(),
      ca_id: ctx.caId,
      account_id: account.id,
      token_hash: hashOf(token),
      first_at: now,
      seen_at: now,
    })
    .execute();
  if (known.length > 0)
    await ctx.sms.queue(trx, { to: openAccount(ctx, account).mobile, template: 'new_device', variables: {} });
  return token;
}

export const keepBrowser = ({ browser, now }: Pick<Act, 'browser' | 'now'>, token: string): void =>
  browser.keep(token, new Date(now.getTime() + keptDays * 24 * 3_600_000));
