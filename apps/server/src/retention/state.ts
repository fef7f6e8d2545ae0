import { limitWords, type RetentionTimes, retentionRuleNames } from '@jiesuo/contract';
import { dueMost } from '@jiesuo/contract/console';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { dueAtTime } from './counts.ts';

const dayMs = 24 * 3_600_000;
const soonDays = 30;

export const state = handle('retention.state', async (_input, { ctx, now }) => {
  const times = (await ctx.settings()).retention;
  const deleted = await deletedByRule(ctx);
  const [overdue, due, later] = [
    await dueAtTime(ctx, new Date(now.getTime() - dayMs)),
    await dueAtTime(ctx, now),
    await dueAtTime(ctx, new Date(now.getTime() + soonDays * dayMs)),
  ];
  const rules = retentionRuleNames.map((rule) => ({
    rule,
    limit: { zh: limitWords(rule, times, 'zh'), en: limitWords(rule, times, 'en') },
    due: due.get(rule) ?? 0,
    overdue: overdue.get(rule) ?? 0,
    soon: (later.get(rule) ?? 0) - (due.get(rule) ?? 0),
    deleted: deleted.get(rule) ?? 0,
  }));
  return { rules, ...(await restCounts(ctx, times, now)) };
});

async function deletedByRule(ctx: Context): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db
    .selectFrom('deletions')
    .select(['rule', (e) => e.fn.sum<number | string>('records').as('count')])
    .where('ca_id', '=', ctx.caId)
    .groupBy('rule')
    .execute();
  return new Map(rows.map((row) => [row.rule, Number(row.count)]));
}

async function restCounts(ctx: Context, times: RetentionTimes, now: Date) {
  const closedBefore = new Date(now.getTime() - times.restrictDays * dayMs);
  const counted = await sql<{ files: number; restricted: number; openings: number }>`select
    (select count(*) from (select 1 from file_removals where ca_id = ${ctx.caId} limit ${dueMost}) f) as files,
    (select count(*) from (select 1 from orders where ca_id = ${ctx.caId} and forgotten_at is null and ended_at is not null
      and (ended_at <= ${closedBefore} or restricted_from <= ${now}) limit ${dueMost}) o) as restricted,
    (select count(*) from (select 1 from restricted_openings where ca_id = ${ctx.caId}
      and at > ${new Date(now.getTime() - soonDays * dayMs)} limit ${dueMost}) r) as openings
  `.execute(ctx.db);
  const [row] = counted.rows;
  return {
    filesLeft: Number(row?.files ?? 0),
    restricted: Number(row?.restricted ?? 0),
    openings: Number(row?.openings ?? 0),
  };
}
