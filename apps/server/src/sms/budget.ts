import { boundsOf, dayOf } from '@jiesuo/contract';
import type { Context, Db, Trx } from '../context.ts';

/** The share of the daily budget from which operators are told. */
export const budgetAlarmShare = 0.8;

/** SMS queued today, by the calendar of Shanghai. */
export async function sentToday(db: Db | Trx, { caId }: Pick<Context, 'caId'>, now: Date): Promise<number> {
  const row = await db
    .selectFrom('sms_messages')
    .select((e) => e.fn.countAll().as('count'))
    .where('ca_id', '=', caId)
    .where('channel', '=', 'sms')
    .where('created_at', '>=', boundsOf(dayOf(now)).from)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
