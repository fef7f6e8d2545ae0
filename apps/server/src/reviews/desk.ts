import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Context, Db, Trx } from '../context.ts';
import type { Database } from '../db/schema.ts';
import type { OrderRow } from '../orders/move.ts';

/** By when an order ought to be decided: its place in the queue. Orders that an older release queued go by their time of submission. */
export const rank: RawBuilder<Date> = sql<Date>`coalesce(orders.decide_by, orders.submitted_at)`;
export const rankOf = (row: Pick<OrderRow, 'decide_by' | 'submitted_at' | 'created_at'>): Date =>
  row.decide_by ?? row.submitted_at ?? row.created_at;

type Orders = SelectQueryBuilder<Database, 'orders', object>;

/** All that waits for a first review, in no order yet. */
export const waiting = (db: Db | Trx, ctx: Context): Orders =>
  db
    .selectFrom('orders')
    .where('orders.ca_id', '=', ctx.caId)
    .where('orders.status', '=', 'in_review')
    .where('orders.approval', '=', 'first');

/** Under nobody's lease. */
export const unheld = (orders: Orders, now: Date): Orders =>
  orders.where((eb) => eb.or([eb('orders.assigned_until', 'is', null), eb('orders.assigned_until', '<=', now)]));

/** Under this reviewer's lease. */
export const heldBy = (orders: Orders, staffId: string, now: Date): Orders =>
  orders.where('orders.assigned_to', '=', staffId).where('orders.assigned_until', '>', now);

const unreserved = (orders: Orders, now: Date): Orders =>
  orders.where((eb) => eb.or([eb('orders.reserved_until', 'is', null), eb('orders.reserved_until', '<=', now)]));

/** The most urgent, locked; what another transaction holds is passed over: two reviewers never get the same. */
const first = (orders: Orders): Promise<OrderRow | undefined> =>
  orders
    .selectAll('orders')
    .orderBy(rank)
    .orderBy('orders.id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst() as Promise<OrderRow | undefined>;

/** One's own clicks queue up: the second of a double click finds what the first was given, instead of skipping its lock. */
export const queueUp = (trx: Trx, staffId: string): Promise<unknown> =>
  trx.selectFrom('staff').select('id').where('id', '=', staffId).forNoKeyUpdate().executeTakeFirst();

export const firstHeld = (trx: Trx, ctx: Context, staffId: string, now: Date): Promise<OrderRow | undefined> =>
  first(heldBy(waiting(trx, ctx), staffId, now));

/** What is kept for this reviewer, else what is kept for nobody. */
export const firstFree = async (trx: Trx, ctx: Context, staffId: string, now: Date): Promise<OrderRow | undefined> => {
  const free = unheld(waiting(trx, ctx), now);
  const kept = free.where('orders.reserved_for', '=', staffId).where('orders.reserved_until', '>', now);
  return (await first(kept)) ?? first(unreserved(free, now));
};

/** Whoever it is kept for: nobody is told that nothing waits while something does. */
export const firstKept = (trx: Trx, ctx: Context, now: Date): Promise<OrderRow | undefined> =>
  first(unheld(waiting(trx, ctx), now));
