import type { Settlement } from '@jiesuo/contract/console';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { type IssueFacts, openIssue } from '../moneyIssues/open.ts';
import { GatewayFault } from '../payments/channels/channel.ts';
import { tell } from '../payments/inbox.ts';
import { type Bill, differencesOf, newsOf } from './compare.ts';
import { type BillKey, failBill, readBill } from './read.ts';

/**
 * One day's bill against the books, both ways. It can be done again at any time: the same bill leaves the same open differences,
 * and those that a later reading no longer finds are settled. A kill in between is mended by the next run.
 * @throws GatewayFault, GatewayRefusal as the gateway says.
 */
export async function reconcileBill(ctx: Context, key: BillKey): Promise<void> {
  try {
    const bill = { ...key, id: await readBill(ctx, key) };
    for (const told of await newsOf(ctx, bill)) await tell(ctx, told);
    const differences = await differencesOf(ctx, bill);
    await raise(ctx, differences);
    await settleGone(ctx, bill, differences);
    await ctx.db
      .updateTable('bills')
      .set({ state: 'reconciled', reconciled_at: ctx.clock() })
      .where('id', '=', bill.id)
      .execute();
  } catch (fault) {
    if (fault instanceof GatewayFault) await failBill(ctx, key, fault.code);
    throw fault;
  }
}

const issuesAtOnce = 200;

async function raise(ctx: Context, differences: readonly IssueFacts[]): Promise<void> {
  for (let at = 0; at < differences.length; at += issuesAtOnce)
    await ctx.db.transaction().execute(async (trx) => {
      for (const one of differences.slice(at, at + issuesAtOnce)) await openIssue(trx, ctx, one);
    });
}

/** What this bill raised before and no longer finds, and money that was missing from an earlier one and stands in this one. */
async function settleGone(ctx: Context, bill: Bill, differences: readonly IssueFacts[]): Promise<void> {
  const found = differences.map(({ kind, channel, about }) => `${kind}:${channel}:${about}`);
  const now = ctx.clock();
  await sql`update money_issues set resolved_at = ${now}, note = ${'bill_agrees' satisfies Settlement}
    where bill_id = ${bill.id} and resolved_at is null and once_key <> all(${found}::text[])`.execute(ctx.db);
  await sql`update money_issues set resolved_at = ${now}, note = ${'in_later_bill' satisfies Settlement}
    where ca_id = ${ctx.caId} and channel = ${bill.channel} and kind = 'ledger_only' and resolved_at is null
      and exists (select 1 from bill_lines l where l.bill_id = ${bill.id}
        and ((money_issues.refund is null and l.kind = 'paid' and l.number = money_issues.attempt)
          or (l.kind = 'refunded' and l.refund = money_issues.refund)))`.execute(ctx.db);
}
