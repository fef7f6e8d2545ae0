import { boundsOf, dayOf, shiftDay } from '@jiesuo/contract';
import type { Context } from '../context.ts';
import { everyReason } from '../texts/reasons.ts';
import { collectAll } from './collect/collect.ts';
import type { Span } from './collect/span.ts';
import { Tally } from './tally.ts';

type Clocked = Pick<Context, 'db' | 'caId' | 'texts' | 'clock'>;

/** So many days back facts may still come in late: a gateway's bill tells of money, a carrier of an SMS. Those days are counted up anew each day. */
const lateDays = 14;
/** Of one run, so that a first run over many years leaves the database to others in between. */
const daysAtOnce = 60;
const rowsAtOnce = 500;

/** The first day of which there is anything to count: of the first order, or of the SMS by which its customer registered. Undefined before that. */
export async function firstDay({ db, caId }: Pick<Span, 'db' | 'caId'>): Promise<string | undefined> {
  const oldest = (table: 'orders' | 'sms_messages') =>
    db
      .selectFrom(table)
      .select('created_at')
      .where('ca_id', '=', caId)
      .orderBy('created_at')
      .limit(1)
      .executeTakeFirst();
  const days = [await oldest('orders'), await oldest('sms_messages')].flatMap((row) =>
    row ? [dayOf(row.created_at)] : [],
  );
  return days.toSorted()[0];
}

/** Job `figures.rollUp`: counts up every day that has ended and was not yet, and those to which facts may have come in late; newest first. @returns how many. */
export async function rollUpDays(ctx: Clocked): Promise<number> {
  const due = (await daysDue(ctx)).slice(0, daysAtOnce);
  for (const day of due) await rollUp(ctx, day);
  return due.length;
}

async function daysDue(ctx: Clocked): Promise<readonly string[]> {
  const today = dayOf(ctx.clock());
  const first = await firstDay(ctx);
  if (first === undefined) return [];
  const rows = await ctx.db
    .selectFrom('figure_rollups')
    .select(['day', 'at'])
    .where('ca_id', '=', ctx.caId)
    .where('day', '>=', first)
    .execute();
  const done = new Map(rows.map(({ day, at }) => [day, dayOf(at)]));
  const due: string[] = [];
  for (let day = shiftDay(today, -1), age = 1; day >= first; day = shiftDay(day, -1), age += 1) {
    const doneOn = done.get(day);
    if (doneOn === undefined || (age <= lateDays && doneOn < today)) due.push(day);
  }
  return due;
}

/** Counts one day up from its records, in place of what was counted before. Two runners that meet do it one after the other. */
export async function rollUp(ctx: Clocked, day: string): Promise<void> {
  const { caId } = ctx;
  const at = ctx.clock();
  const cannedReasons = everyReason(await ctx.texts());
  await ctx.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('figure_rollups')
      .values({ ca_id: caId, day, at })
      .onConflict((on) => on.columns(['ca_id', 'day']).doUpdateSet({ at }))
      .execute();
    await trx.deleteFrom('figure_days').where('ca_id', '=', caId).where('day', '=', day).execute();
    const tally = new Tally();
    for (const sum of await collectAll({ db: trx, caId, cannedReasons, ...boundsOf(day) })) tally.add(sum);
    const rows = tally.sums().map(({ figure, key, count, fen, spread }) => ({
      ca_id: caId,
      day,
      figure,
      key,
      count,
      fen,
      seconds: spread.size > 0 ? [...spread.keys()] : null,
      times: spread.size > 0 ? [...spread.values()] : null,
    }));
    for (let i = 0; i < rows.length; i += rowsAtOnce)
      await trx
        .insertInto('figure_days')
        .values(rows.slice(i, i + rowsAtOnce))
        .execute();
  });
}
