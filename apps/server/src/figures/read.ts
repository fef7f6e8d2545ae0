import { boundsOf, dayOf, shiftDay } from '@jiesuo/contract';
import type { FigureGroup } from '@jiesuo/contract/figures';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { everyReason } from '../texts/reasons.ts';
import { collectGroup, sources } from './collect/collect.ts';
import { type Days, listDays, type Period, periodOf, type Wanted } from './period.ts';
import { firstDay } from './rollUp.ts';
import { type Figure, Tally } from './tally.ts';

/** Where figures are read from. */
export type Books = Pick<Context, 'db' | 'caId' | 'texts'>;

export interface Figures {
  readonly now: Tally;
  readonly before: Tally;
  /** Counts without lengths of time, of every day of the period. */
  readonly days: readonly (readonly [day: string, tally: Tally])[];
  /** What every answer begins with. */
  readonly shown: {
    readonly period: Days & { readonly before: Days; readonly isRunning: boolean };
    readonly missingDays: number;
  };
}

/**
 * The figures of one group, in the period and in the one before. Days that have ended come from their roll-ups; today, and the day on which a
 * comparison stops half-way, from the records. So it costs the days asked for, and what happened on two of them.
 */
export async function readFigures(ctx: Books, group: FigureGroup, wanted: Wanted, now: Date): Promise<Figures> {
  const period = periodOf(wanted, now);
  const kept = await keptDays(ctx, { from: period.before.from, to: period.to });
  const read = createReader(ctx, group, { kept, today: dayOf(now), first: (await firstDay(ctx)) ?? dayOf(now) });
  const current = await read(period, boundsOf(period.to).to);
  const before = await read(period.before, period.beforeEnds);
  return {
    now: current.whole,
    before: before.whole,
    days: listDays(period).map((day) => [day, current.days.get(day) ?? new Tally()]),
    shown: { period: shownPeriod(period), missingDays: current.missing + before.missing },
  };
}

const shownPeriod = ({ from, to, before, isRunning }: Period) => ({ from, to, before, isRunning });

interface Known {
  readonly kept: ReadonlySet<string>;
  readonly today: string;
  readonly first: string;
}
interface Read {
  readonly whole: Tally;
  readonly days: ReadonlyMap<string, Tally>;
  readonly missing: number;
}

function createReader(ctx: Books, group: FigureGroup, { kept, today, first }: Known) {
  const yesterday = shiftDay(today, -1);
  const { figures } = sources[group];
  /** `end` falls within the last day, or at its end. */
  return async (asked: Days, end: Date): Promise<Read> => {
    const isCut = end < boundsOf(asked.to).to;
    const lastWhole = isCut ? shiftDay(asked.to, -1) : asked.to;
    const whole = new Tally();
    const days = await addKept(ctx, figures, { from: asked.from, to: lastWhole }, whole);
    const cannedReasons = everyReason(await ctx.texts());
    let missing = 0;
    for (const day of listDays(asked)) {
      const isKept = kept.has(day) && day <= lastWhole;
      if (isKept || day < first) continue;
      // The job counts yesterday up soon after midnight; an older day that it has not reached is left out, and said so.
      if (day < yesterday && !(isCut && day === asked.to)) {
        missing += 1;
        continue;
      }
      const { from, to } = boundsOf(day);
      const span = { db: ctx.db, caId: ctx.caId, cannedReasons, from, to: to < end ? to : end };
      const tally = new Tally();
      for (const sum of await collectGroup(group, span)) {
        tally.add(sum);
        whole.add(sum);
      }
      days.set(day, tally);
    }
    return { whole, days, missing };
  };
}

async function keptDays(ctx: Books, { from, to }: Days): Promise<ReadonlySet<string>> {
  const rows = await ctx.db
    .selectFrom('figure_rollups')
    .select('day')
    .where('ca_id', '=', ctx.caId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute();
  return new Set(rows.map(({ day }) => day));
}

/** Adds what roll-ups know of those days to `whole`; lengths of time are put together by the database. @returns the counts of each day. */
async function addKept(
  ctx: Books,
  figures: readonly Figure[],
  { from, to }: Days,
  whole: Tally,
): Promise<Map<string, Tally>> {
  const days = new Map<string, Tally>();
  if (to < from) return days;
  const rows = await ctx.db
    .selectFrom('figure_days')
    .select(['day', 'figure', 'key', 'count', 'fen'])
    .where('ca_id', '=', ctx.caId)
    .where('figure', 'in', figures)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute();
  for (const row of rows) {
    const day = days.get(row.day) ?? new Tally();
    days.set(row.day, day);
    day.add(row);
    whole.add(row);
  }
  const spreads = await sql<{ figure: Figure; key: string; seconds: number; times: number }>`
    select d.figure, d.key, s.seconds, sum(s.times) as times
    from figure_days d cross join lateral unnest(d.seconds, d.times) as s (seconds, times)
    where d.ca_id = ${ctx.caId} and d.figure in (${sql.join(figures)}) and d.day >= ${from} and d.day <= ${to} and d.seconds is not null
    group by d.figure, d.key, s.seconds`.execute(ctx.db);
  for (const { figure, key, seconds, times } of spreads.rows)
    whole.add({ figure, key, count: 0, spread: new Map([[seconds, times]]) });
  return days;
}
