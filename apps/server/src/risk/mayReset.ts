import type { Db, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';

type Judged = Pick<OrderRow, 'account_id' | 'stopped_at' | 'reset_from' | 'approval'>;

/** From when the reset may be opened: the later end of the order's own waiting time and of the one after a change of the account's number. */
export async function resetFrom(
  db: Db | Trx,
  order: Pick<Judged, 'account_id' | 'reset_from'>,
  now: Date,
): Promise<Date | null> {
  const account = await db
    .selectFrom('accounts')
    .select('reset_from')
    .where('id', '=', order.account_id)
    .executeTakeFirstOrThrow();
  const ends = [order.reset_from, account.reset_from].filter((end): end is Date => end !== null && end > now);
  return ends.toSorted((one, other) => other.getTime() - one.getTime())[0] ?? null;
}

/** Asked wherever a reset may begin. @throws Refusal `order_stopped`, `cooling_off`, `order_state` */
export async function assertMayReset(trx: Trx, order: Judged, now: Date): Promise<void> {
  if (order.stopped_at) throw new Refusal('order_stopped');
  // Not `done` alone: a node of the release before approves without writing it.
  if (order.approval === 'second') throw new Refusal('order_state', { inside: 'not approved by all who must' });
  const from = await resetFrom(trx, order, now);
  if (from) throw new Refusal('cooling_off', { detail: { from: from.toISOString() } });
}
