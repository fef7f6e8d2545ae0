import type { Context, Db, Trx } from '../context.ts';

/** UTC+8 all year. */
const shanghaiMs = 8 * 3_600_000;
const dayMs = 86_400_000;

/** The share of the daily budget from which operators are told. */
export const budgetAlarmShare = 0.8;

/** When the day of Shanghai that `now` is in began. */
export const dayStart = (now: Date): Date =>
  new Date(Math.floor((now.getTime() + shanghaiMs) / dayMs) * dayMs - shanghaiMs);

/** SMS queued today. */
export async function sentToday(db: Db | Trx, { caId }: Pick<Context, 'caId'>, now: Date): Promise<number> {
  const row = await db
    .selectFrom('sms_messages')
    .select((e) => e.fn.countAll().as('count'))
    .where('ca_id', '=', caId)
    .where('channel', '=', 'sms')
    .where('created_at', '>=', dayStart(now))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
