import { mayMove } from '@jiesuo/contract';
import { writeLeaf } from '../audit/write.ts';
import type { Context } from '../context.ts';
import { isUnsettled, type Settled, settleTries } from '../payments/settle.ts';
import { hasRunningCeremony } from './ceremony.ts';
import { moveOrder, type OrderRow } from './move.ts';

const atOnceMax = 200;
/** So many at once are asked of their gateways. */
const together = 8;

/** Job `orders.expire`: moves what has rested too long. An order whose reset is under way waits for its outcome. @returns how many expired. */
export async function expireOrders(ctx: Context): Promise<number> {
  const now = ctx.clock();
  const due = await ctx.db
    .selectFrom('orders')
    .select(['id', 'status'])
    .where('ca_id', '=', ctx.caId)
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(atOnceMax)
    .execute();
  let expired = 0;
  for (let from = 0; from < due.length; from += together) {
    const those = due.slice(from, from + together);
    const done = await Promise.all(those.map((order) => settleAndExpire(ctx, order, now)));
    expired += done.filter((isExpired) => isExpired).length;
  }
  return expired;
}

/** What can still be paid is closed at its gateway first; while that is silent the order waits. */
async function settleAndExpire(ctx: Context, order: Pick<OrderRow, 'id' | 'status'>, now: Date): Promise<boolean> {
  const settled = order.status === 'unpaid' ? await settleTries(ctx, order.id) : undefined;
  return settled && settled.verdict !== 'closed' ? false : expireOne(ctx, order.id, settled, now);
}

/** Someone who holds the row is paying, cancelling or resetting right now: the next minute will tell. */
const expireOne = (ctx: Context, id: string, settled: Settled | undefined, now: Date): Promise<boolean> =>
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
    if (order.status === 'unpaid' && (!settled || (await isUnsettled(trx, id, settled)))) return false;
    await moveOrder(trx, ctx, order, 'expire', { now });
    const origin = { ctx, at: now, actor: 'system', operation: 'orders.expire', requestId: null };
    await writeLeaf(trx, origin, { subject: order.number, detail: { was: order.status } });
    return true;
  });
