import { dueAt, type RetentionRule, type RetentionTimes } from '@jiesuo/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { readAccount } from './account.ts';
import { openOrdersOf } from './openOrders.ts';

/** What a person hears before deleting the account: what would be kept all the same, by which rule and until when. */
export const removal = handle('accounts.removal', async (_input, { ctx, who, now }) => {
  const row = await readAccount(ctx.db, ctx.caId, who.accountId);
  const times = (await ctx.settings()).retention;
  const found = await keptOf(ctx, row.id, row.mobile_index, now);
  return {
    openOrders: await openOrdersOf(ctx.db, ctx, row.id),
    stays: found
      .filter(({ count }) => count > 0)
      .map(({ rule, count, since }) => ({
        rule,
        count,
        until: dueAt(rule, since, times as RetentionTimes).toISOString(),
      })),
  };
});

interface Kept {
  readonly rule: RetentionRule;
  readonly count: number;
  /** When the last of them begins to count. */
  readonly since: Date;
}

/** Of each rule: how many records, and the latest start of their clocks; what is still in use starts now. */
async function keptOf(ctx: Context, account: string, mobileIndex: string | null, now: Date): Promise<Kept[]> {
  const found = await sql<{ rule: RetentionRule; count: number; since: Date | null }>`
    with mine as (select * from orders where account_id = ${account} and ca_id = ${ctx.caId})
    select 'evidence' as rule, count(*) as count, max(certificate_not_after) as since
      from mine where kept_as = 'evidence' and forgotten_at is null
    union all select 'payment', count(*), max(ended_at) from mine where paid_fen > 0
    union all select 'invoice', count(*), ${now}::timestamptz from invoices
      where order_id in (select id from mine) and forgotten_at is null and state in ('requested', 'issuing', 'issued', 'red_due', 'red')
    union all select 'consent', count(*), greatest(${now}::timestamptz, (select max(certificate_not_after) from mine))
      from consents where account_id = ${account}
    union all select 'mobile_change', count(*), ${now}::timestamptz from mobile_changes where account_id = ${account}
    union all select 'message', count(*), max(created_at) from sms_messages
      where ca_id = ${ctx.caId} and (mobile_index = ${mobileIndex} or order_id in (select id from mine))
    union all select 'session', count(*), ${now}::timestamptz from sessions where account_id = ${account}
  `.execute(ctx.db);
  return found.rows.map(({ rule, count, since }) => ({ rule, count: Number(count), since: since ?? now }));
}
