import { openMobileChanges } from '@jiesuo/contract';
import { type AccountRow, openAccount } from '../accounts/account.ts';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { maskMobile } from '../personal/mask.ts';
import { Refusal } from '../refusal.ts';
import { contactOf } from '../risk/contact.ts';
import { openChange } from './change.ts';
import { isOwn } from './facts.ts';
import { requests, showLine } from './list.ts';

/** Who may decide sees both numbers in full, to compare them with the paper; the view is a leaf of its own. */
export const inspect = handle('mobileChanges.inspect', async ({ id }, { ctx, who, write }) => {
  const row = await requests(ctx).where('mobile_changes.id', '=', id).executeTakeFirst();
  if (!row || row.way !== 'papers') throw new Refusal('not_found');
  const account = await ctx.db
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', row.account_id)
    .executeTakeFirstOrThrow();
  const isMine = await isOwn(ctx.db, ctx, { change: row, account }, who.staffId);
  const isOpen = openMobileChanges.includes(row.state);
  const decides = who.roles.includes('reviewer') || who.roles.includes('supervisor');
  const isFull = isOpen && decides && !isMine;
  const { from, to, reason } = openChange(ctx, row);
  const { contact } = openAccount(ctx, account);
  const paper = await ctx.db.selectFrom('mobile_papers').select('pages').where('change_id', '=', id).executeTakeFirst();
  const answer = {
    ...showLine(ctx, row),
    ...(isFull && { oldMobile: from, newMobile: to }),
    contact,
    reason,
    registeredAt: account.created_at.toISOString(),
    onRecord: await onRecord(ctx, account),
    orders: await ordersOf(ctx, account),
    paperPages: paper?.pages ?? 0,
    firstReason: row.first_reason,
    firstAt: row.first_at?.toISOString() ?? null,
    decidedReason: row.decided_reason,
    isOwn: isMine,
    mayDecide: row.state === 'waiting' && decides && !isMine,
    mayConfirm:
      row.state === 'confirming' && who.roles.includes('supervisor') && !isMine && row.first_by !== who.staffId,
    resetFrom: row.reset_from?.toISOString() ?? null,
  };
  await write(async (_trx, leaf) => leaf({ subject: account.id, detail: { change: id, full: isFull } }));
  return answer;
});

/** The same number on the CA's own record speaks for the request; another one is where a reviewer calls. */
async function onRecord(ctx: Context, account: AccountRow): Promise<string[]> {
  const ukeys = await ctx.db
    .selectFrom('orders')
    .select('ukey_id')
    .distinct()
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', account.id)
    .limit(20)
    .execute();
  const numbers = new Set<string>();
  for (const { ukey_id } of ukeys) {
    const mobile = (await contactOf(ctx.db, ctx, ukey_id))?.mobile;
    if (mobile) numbers.add(maskMobile(mobile));
  }
  return [...numbers];
}

const ordersOf = async (ctx: Context, account: AccountRow) => {
  const rows = await ctx.db
    .selectFrom('orders')
    .select(['number', 'status', 'customer_name'])
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', account.id)
    .orderBy('created_at', 'desc')
    .limit(10)
    .execute();
  return rows.map(({ number, status, customer_name }) => ({ number, status, customerName: customer_name }));
};
