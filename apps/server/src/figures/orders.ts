import { boundsOf, dayOf, orderStatuses, shiftDay } from '@jiesuo/contract';
import { type Answers, type Flow, flows } from '@jiesuo/contract/figures';
import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { collectFlows } from './collect/flows.ts';
import type { Wanted } from './period.ts';
import { type Books, readFigures } from './read.ts';
import { Tally } from './tally.ts';

export async function showOrders(ctx: Books, wanted: Wanted, now: Date): Promise<Answers['orders']> {
  const figures = await readFigures(ctx, 'orders', wanted, now);
  const [open, ended] = [await countOpen(ctx), await countEnded(ctx, now)];
  const countsOf = (tally: Tally) =>
    Object.fromEntries(flows.map((flow) => [flow, tally.of('flow', flow).count])) as Record<Flow, number>;
  return {
    ...figures.shown,
    states: orderStatuses.map((status) => ({ status, count: open.get(status) ?? ended.of('flow', status).count })),
    flows: flows.map((flow) => ({
      flow,
      count: figures.now.of('flow', flow).count,
      before: figures.before.of('flow', flow).count,
    })),
    days: figures.days.map(([day, tally]) => ({ day, counts: countsOf(tally) })),
  };
}
export const orders = handle('figures.orders', (input, { ctx, now }) => showOrders(ctx, input, now));

const openStatuses = ['unpaid', 'in_review', 'rejected', 'awaiting_reset'] as const;
/** No count is read further: orders that are open end by themselves, so that there are never so many. */
const openMost = 99_999;

async function countOpen({ db, caId }: Books): Promise<ReadonlyMap<string, number>> {
  const counts = openStatuses.map(
    (status) => sql`select ${sql.lit(status)} as status, count(*) as count
      from (select from orders where ca_id = ${caId} and status = ${sql.lit(status)} limit ${sql.lit(openMost)}) o`,
  );
  const { rows } = await sql<{ status: string; count: number }>`${sql.join(counts, sql` union all `)}`.execute(db);
  return new Map(rows.map(({ status, count }) => [status, count]));
}

/** Orders never leave these states, and their number only grows: it is the sum of all days, and never counted one by one. */
async function countEnded({ db, caId }: Books, now: Date): Promise<Tally> {
  const yesterday = shiftDay(dayOf(now), -1);
  const rows = await db
    .selectFrom('figure_days')
    .select(['key', (eb) => eb.fn.sum<number>('count').as('count')])
    .where('ca_id', '=', caId)
    .where('figure', '=', 'flow')
    .where('key', 'in', ['completed', 'cancelled', 'expired'])
    .groupBy('key')
    .execute();
  const isYesterdayKept = await db
    .selectFrom('figure_rollups')
    .select('day')
    .where('ca_id', '=', caId)
    .where('day', '=', yesterday)
    .executeTakeFirst();
  const { from } = boundsOf(isYesterdayKept ? dayOf(now) : yesterday);
  const tally = new Tally();
  for (const { key, count } of rows) tally.add({ figure: 'flow', key, count });
  for (const sum of await collectFlows({ db, caId, from, to: boundsOf(dayOf(now)).to, cannedReasons: [] }))
    tally.add(sum);
  return tally;
}
