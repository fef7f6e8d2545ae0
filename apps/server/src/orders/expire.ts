import { mayMove } from '@jiesuo/contract';
import { writeLeaf } from '../audit/write.ts';
import type { Context } from '../context.ts';
import { hasRunningCeremony } from './ceremony.ts';
import { moveOrder } from './move.ts';

const atOnceMax = 200;

/** Job `orders.expire`: moves what has rested too long. An order whose reset is under way waits for its outcome. @returns how many expired. */
export async function expireOrders(ctx: Context): Promise<number> {
  const now = ctx.clock();
  const due = await ctx.db
    .selectFrom('orders')
    .select('id')
    .where('ca_id', '=', ctx.caId)
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(atOnceMax)
    .execute();
  let expired = 0;
  for (const { id } of due) if (await expireOne(ctx, id, now)) expired += 1;
  return expired;
}

/** Someone who holds the row is paying, cancelling or resetting right now: the next minute will tell. */
const expireOne = (ctx: Context, id: string, now: Date): Promise<boolean> =>
  ctx.db.transaction().execute(async (trx) => {
    const order = await trx
      .selectFrom('orders')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!order?.expires_at || order.expires_at > now || !mayMove('expire', order.status)) return false;
    if (await hasRunningCeremony(trx, id)) return false;
    await moveOrder(trx, ctx, order, 'expire', { now });
    const origin = { caId: ctx.caId, at: now, actor: 'system', operation: 'orders.expire', requestId: null };
    await writeLeaf(trx, origin, { subject: order.number, detail: { was: order.status } });
    return true;
  });
