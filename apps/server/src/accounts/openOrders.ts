import { orderStatuses } from '@jiesuo/contract';
import type { Context, Db, Trx } from '../context.ts';

const open = orderStatuses.filter((status) => status !== 'completed' && status !== 'cancelled' && status !== 'expired');

/** How many orders of an account are under way: with one, the account cannot go. */
export async function openOrdersOf(db: Db | Trx, { caId }: Pick<Context, 'caId'>, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom('orders')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('ca_id', '=', caId)
    .where('account_id', '=', accountId)
    .where('status', 'in', open)
    .executeTakeFirstOrThrow();
  return Number(count);
}
