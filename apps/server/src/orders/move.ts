import type { OrderMove } from '@jiesuo/contract';
import type { Selectable, Updateable } from 'kysely';
import type { Context, Trx } from '../context.ts';
import type { OrdersTable } from '../db/schema.ts';

export type OrderRow = Selectable<OrdersTable>;

/**
 * The only place that writes an order's status. `order` must have been locked (`for update`) in this transaction.
 * Writes status, version, expiry, the timeline's event and the SMS of the move; the caller's `act.write` writes the audit leaf.
 * @throws Refusal `order_state` when the table of states does not allow the move.
 */
export async function moveOrder(
  _trx: Trx,
  _ctx: Context,
  _order: OrderRow,
  _move: OrderMove,
  _facts: { readonly now: Date; readonly note?: string; readonly changes?: Updateable<OrdersTable> },
): Promise<OrderRow> {
  throw new Error('being written by the orders slice');
}
