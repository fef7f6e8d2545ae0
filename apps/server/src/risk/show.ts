import { riskRules } from '@jiesuo/contract';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import type { OrderRow } from '../orders/move.ts';
import { isAssigned } from '../orders/show.ts';
import { Refusal } from '../refusal.ts';
import { isShut, restrictionOf } from '../retention/restriction.ts';
import { openSeen } from './evaluate.ts';
import { demandsOf } from './rules.ts';
import { handledBy } from './touch.ts';

export const show = handle('risk.show', async ({ number }, { ctx, who, now }) => {
  const order = await ctx.db
    .selectFrom('orders')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!order) throw new Refusal('not_found');
  const isClosed = isShut(await restrictionOf(ctx.db, ctx, order, who.staffId, now));
  const reasons = await reasonsOf(ctx, order, isClosed);
  const second = await secondOf(ctx, order);
  const offer = await ctx.db
    .selectFrom('stop_offers')
    .select('made_at')
    .where('order_id', '=', order.id)
    .executeTakeFirst();
  const { risk } = await ctx.settings();
  return {
    number,
    approval: order.approval,
    isEnforced: ctx.config.areRisksEnforced,
    needsSecond: demandsOf(
      reasons.map(({ rule }) => rule),
      risk,
    ).has('second_approval'),
    reasons,
    firstBy: second.at(-1)?.firstBy ?? null,
    second: isClosed ? second.map((one) => ({ ...one, reason: null })) : second,
    maySecond: !(await handledBy(ctx.db, [order.id], who.staffId)).has(order.id),
    isMine: isAssigned(order, now) && order.assigned_to === who.staffId,
    noticedAt: offer?.made_at.toISOString() ?? null,
    resetFrom: order.reset_from?.toISOString() ?? null,
    stops: await stopsOf(ctx, order),
  };
});

/** Each rule once, as it fired first; what it saw later is no other reason. */
async function reasonsOf(ctx: Context, order: OrderRow, isClosed: boolean) {
  const rows = await ctx.db
    .selectFrom('order_risks')
    .selectAll()
    .where('order_id', '=', order.id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows
    .filter((row, index) => rows.findIndex(({ rule }) => rule === row.rule) === index)
    .map((row) => ({
      rule: row.rule,
      demands: [...riskRules[row.rule].demands],
      facts: isClosed ? [] : [...openSeen(ctx, row)],
      since: row.at.toISOString(),
    }));
}

async function secondOf(ctx: Context, order: OrderRow) {
  const rows = await ctx.db
    .selectFrom('second_reviews')
    .innerJoin('staff as first', 'first.id', 'second_reviews.first_by')
    .leftJoin('staff as other', 'other.id', 'second_reviews.decided_by')
    .selectAll('second_reviews')
    .select(['first.display_name as first_name', 'other.display_name as other_name'])
    .where('order_id', '=', order.id)
    .orderBy('asked_at')
    .execute();
  return rows.map((row) => ({
    askedAt: row.asked_at.toISOString(),
    firstBy: row.first_name,
    decision: row.decision,
    by: row.other_name,
    at: row.decided_at?.toISOString() ?? null,
    reason: row.reason,
  }));
}

async function stopsOf(ctx: Context, order: OrderRow) {
  const rows = await ctx.db
    .selectFrom('order_stops')
    .leftJoin('staff', 'staff.id', 'order_stops.lifted_by')
    .select(['order_stops.at', 'lifted_at', 'lift_reason', 'staff.display_name'])
    .where('order_id', '=', order.id)
    .orderBy('order_stops.at')
    .execute();
  return rows.map((row) => ({
    at: row.at.toISOString(),
    liftedAt: row.lifted_at?.toISOString() ?? null,
    liftedBy: row.display_name,
    reason: row.lift_reason,
  }));
}
