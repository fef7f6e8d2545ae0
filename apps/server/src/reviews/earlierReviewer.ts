import type { Context, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';
import { leaseEnd } from './lease.ts';

/** An order that comes back is kept for who refused it, as long as a lease lasts, if he is at work: seen at the console within that time. */
export async function keepForEarlierReviewer(
  trx: Trx,
  ctx: Context,
  order: Pick<OrderRow, 'decided_by'>,
  now: Date,
): Promise<{ reserved_for: string; reserved_until: Date } | undefined> {
  if (order.decided_by === null) return undefined;
  const until = leaseEnd(await ctx.settings(trx), now);
  const seenAfter = new Date(2 * now.getTime() - until.getTime());
  const atWork = await trx
    .selectFrom('sessions')
    .innerJoin('staff', 'staff.id', 'sessions.staff_id')
    .select(['staff.id', 'staff.roles'])
    .where('staff.id', '=', order.decided_by)
    .where('staff.is_disabled', '=', false)
    .where('sessions.ended_at', 'is', null)
    .where('sessions.seen_at', '>', seenAfter)
    .executeTakeFirst();
  return atWork?.roles.includes('reviewer') ? { reserved_for: atWork.id, reserved_until: until } : undefined;
}
