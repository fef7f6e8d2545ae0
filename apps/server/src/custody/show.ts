import type { ResetFacts } from '@jiesuo/contract';
import type { Context, Db, Trx } from '../context.ts';
import { custodyOf } from './custody.ts';

/** What was done stands above what would be done now: a completed order says by which method it was reset. */
export async function resetFacts(
  db: Db | Trx,
  ctx: Context,
  order: { readonly id: string; readonly ukey_id: string },
): Promise<ResetFacts> {
  const custody = await custodyOf(db, ctx, order);
  const run = await db
    .selectFrom('ceremonies')
    .select('method')
    .where('order_id', '=', order.id)
    .where('status', 'in', ['authorised', 'unblocked', 'changed', 'unknown', 'completed'])
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { method: run?.method ?? custody?.method ?? null, custody: custody?.state ?? 'not_needed' };
}
