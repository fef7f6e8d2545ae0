import type { Output } from '@jiesuo/contract';
import type { Portal } from '@jiesuo/contract/portal';
import { readAccount } from '../accounts/account.ts';
import { unfinished } from '../consents/idCard.ts';
import type { Context, Db, Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { maskMobile } from '../personal/mask.ts';
import { type ChangeRow, openChange } from './change.ts';

export const show = handle('mobileChanges.show', (_input, { ctx, who, now }) =>
  showStanding(ctx.db, ctx, who.accountId, now),
);

/** Where the account's owner stands with another number. */
export async function showStanding(
  db: Db | Trx,
  ctx: Context,
  accountId: string,
  now: Date,
): Promise<Output<Portal['mobileChanges.show']>> {
  const account = await readAccount(db, ctx.caId, accountId);
  const last = await db
    .selectFrom('mobile_changes')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const paper = await unusedPaper(db, accountId);
  const { count } = await db
    .selectFrom('orders')
    .select((e) => e.fn.countAll().as('count'))
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', accountId)
    .where('status', 'in', unfinished)
    .executeTakeFirstOrThrow();
  const { mobileCoolingHours } = await ctx.settings(db);
  return {
    last: last ? ownChange(ctx, last) : null,
    paper: paper ? { pages: paper.pages, bytes: paper.bytes, uploadedAt: paper.uploaded_at.toISOString() } : null,
    resetFrom: account.reset_from && account.reset_from > now ? account.reset_from.toISOString() : null,
    coolingHours: mobileCoolingHours,
    openOrders: Number(count),
  };
}

/** Numbers in part: who reads this page over a shoulder, or in a stolen session, learns nothing new. */
function ownChange(ctx: Context, row: ChangeRow) {
  const { from, to } = openChange(ctx, row);
  return {
    way: row.way,
    state: row.state,
    oldMobile: maskMobile(from),
    newMobile: maskMobile(to),
    askedAt: row.asked_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    reason: row.state === 'refused' ? (row.decided_reason ?? row.first_reason) : null,
  };
}

export const unusedPaper = (db: Db | Trx, accountId: string) =>
  db
    .selectFrom('mobile_papers')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('change_id', 'is', null)
    .orderBy('uploaded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
