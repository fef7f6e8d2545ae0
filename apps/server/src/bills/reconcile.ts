import type { Settlement } from '@jiesuo/contract/console';
import { sql } from 'kysely';
import type { Leaf } from '../audit/leaf.ts';
import type { Context, Trx } from '../context.ts';
import { type IssueFacts, openIssue } from '../moneyIssues/open.ts';
import { GatewayFault } from '../payments/channels/channel.ts';
import { tell } from '../payments/inbox.ts';
import { type Bill, differencesOf, newsOf } from './compare.ts';
import { type BillKey, failBill, readBill } from './read.ts';

/** One transaction with the leaf that `run` returns: of the person who asked, or of the day's job. */
export type Record = (run: (trx: Trx) => Promise<Leaf>) => Promise<void>;

/**
 * One day's bill against the books, both ways. It can be done again at any time: the same bill leaves the same open differences,
 * and those that a later reading no longer finds are settled. A kill in between is mended by the next run.
 * @throws GatewayFault, GatewayRefusal as the gateway says.
 */
export async function reconcileBill(ctx: Context, key: BillKey, record: Record): Promise<void> {
  const subject = `${key.channel} ${key.day}`;
  try {
    const bill = { ...key, id: await readBill(ctx, key) };
    for (const told of await newsOf(ctx, bill)) await tell(ctx, told);
    const differences = await differencesOf(ctx, bill);
    for (let at = 0; at < differences.length; at += issuesAtOnce) {
      const some = differences.slice(at, at + issuesAtOnce);
      await record(async (trx) => {
        for (const one of some) await openIssue(trx, ctx, one);
        return { subject, detail: { raised: some.map(({ kind, about }) => `${kind} ${about}`) } };
      });
    }
    await record(async (trx) => {
      const settled = await settleGone(trx, ctx, bill, differences);
      await trx
        .updateTable('bills')
        .set({ state: 'reconciled', reconciled_at: ctx.clock() })
        .where('id', '=', bill.id)
        .execute();
      return { subject, detail: { differences: differences.length, settled } };
    });
  } catch (fault) {
    if (fault instanceof GatewayFault) await failBill(ctx, key, fault.code);
    throw fault;
  }
}

const issuesAtOnce = 200;

/** What this bill raised before and no longer finds, and money that was missing from an earlier one and stands in this one. @returns how many. */
async function settleGone(trx: Trx, ctx: Context, bill: Bill, differences: readonly IssueFacts[]): Promise<number> {
  const found = differences.map(({ kind, channel, about }) => `${kind}:${channel}:${about}`);
  const now = ctx.clock();
  const gone = await sql`update money_issues set resolved_at = ${now}, note = ${'bill_agrees' satisfies Settlement}
    where bill_id = ${bill.id} and resolved_at is null and once_key <> all(${found}::text[])`.execute(trx);
  const later = await sql`update money_issues set resolved_at = ${now}, note = ${'in_later_bill' satisfies Settlement}
    where ca_id = ${ctx.caId} and channel = ${bill.channel} and kind = 'ledger_only' and resolved_at is null
      and exists (select 1 from bill_lines l where l.bill_id = ${bill.id}
        and ((money_issues.refund is null and l.kind = 'paid' and l.number = money_issues.attempt)
          or (l.kind = 'refunded' and l.refund = money_issues.refund)))`.execute(trx);
  return Number((gone.numAffectedRows ?? 0n) + (later.numAffectedRows ?? 0n));
}
