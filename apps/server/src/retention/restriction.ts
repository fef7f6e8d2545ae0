import type { Context, Db, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';

/** How long an opening lasts. */
export const openMinutes = 30;
const dayMs = 24 * 3_600_000;

export type Ended = Pick<OrderRow, 'id' | 'ended_at' | 'restricted_from' | 'forgotten_at'>;

export interface Restriction {
  readonly from: Date;
  /** Until when this person has it open; null while it is closed to him. */
  readonly openedUntil: Date | null;
  /** How often it was opened, by anybody. */
  readonly openings: number;
}

/** From when on an ended order is only stored (个保法 §47): some days after its end, and at once when its account is gone. */
export const closedFrom = (order: Ended, days: number): Date | null => {
  if (!order.ended_at || order.forgotten_at) return null;
  const from = new Date(order.ended_at.getTime() + days * dayMs);
  return order.restricted_from && order.restricted_from < from ? order.restricted_from : from;
};

/**
 * The one judgement of whether staff may read an order's form, materials and evidence: null while they may as their duties say,
 * also of what was deleted, where nothing is left to close.
 */
export async function restrictionOf(
  db: Db | Trx,
  ctx: Context,
  order: Ended,
  staffId: string,
  now: Date,
): Promise<Restriction | null> {
  const { retention } = await ctx.settings(db);
  const from = closedFrom(order, retention.restrictDays);
  if (!from || from > now) return null;
  const openings = await db
    .selectFrom('restricted_openings')
    .select(['staff_id', 'until'])
    .where('order_id', '=', order.id)
    .orderBy('until', 'desc')
    .execute();
  const own = openings.find((one) => one.staff_id === staffId && one.until > now);
  return { from, openedUntil: own?.until ?? null, openings: openings.length };
}

export const isShut = (restriction: Restriction | null): boolean => restriction !== null && !restriction.openedUntil;

/** Asked before any byte of an ended order's data leaves. @throws Refusal `order_restricted` */
export async function assertReadable(
  db: Db | Trx,
  ctx: Context,
  order: Ended,
  staffId: string,
  now: Date,
): Promise<void> {
  if (isShut(await restrictionOf(db, ctx, order, staffId, now))) throw new Refusal('order_restricted');
}
