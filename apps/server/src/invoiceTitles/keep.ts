import { readAccount } from '../accounts/account.ts';
import type { Context, Trx } from '../context.ts';
import { type TitleRow, titlesOf } from './facts.ts';

/** Every change of an account's titles takes the account's row first: exactly one default, whoever races. */
export async function lockTitles(trx: Trx, ctx: Context, accountId: string): Promise<TitleRow[]> {
  await readAccount(trx, ctx.caId, accountId, 'lock');
  return titlesOf(trx, ctx.caId, accountId);
}

/** The old default gives way first: the index allows one at any moment. */
export async function makeDefault(trx: Trx, kept: readonly TitleRow[], id: string): Promise<void> {
  const others = kept.filter((row) => row.is_default && row.id !== id).map((row) => row.id);
  if (others.length > 0)
    await trx.updateTable('invoice_titles').set({ is_default: false }).where('id', 'in', others).execute();
  await trx.updateTable('invoice_titles').set({ is_default: true }).where('id', '=', id).execute();
}
