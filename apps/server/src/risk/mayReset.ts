import type { OrderRow } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';

/** Asked wherever a reset may begin. @throws Refusal `order_stopped`, `cooling_off`, `order_state` */
export function assertMayReset(order: Pick<OrderRow, 'stopped_at' | 'reset_from' | 'approval'>, now: Date): void {
  if (order.stopped_at) throw new Refusal('order_stopped');
  // Not `done` alone: a node of the release before approves without writing it.
  if (order.approval === 'second') throw new Refusal('order_state', { inside: 'not approved by all who must' });
  if (order.reset_from && order.reset_from > now)
    throw new Refusal('cooling_off', { detail: { from: order.reset_from.toISOString() } });
}
