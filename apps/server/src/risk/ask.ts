import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import { notAtTheDesk, type OrderRow, recordEvent } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';
import { coolingEnd, evaluateRisk } from './evaluate.ts';
import { assertNotOwn, roundOf } from './touch.ts';

interface Approval {
  readonly by: string;
  readonly now: Date;
}

/** @throws Refusal `second_review_waits`, where somebody approved already and another person has to. */
export function assertFirstReview(order: Pick<OrderRow, 'approval'>): void {
  if (order.approval === 'second') throw new Refusal('second_review_waits');
}

/**
 * A reviewer approves an order that is locked. Where its risks ask for another person it waits for him, still in review and at nobody's desk.
 * @returns whether it waits; and from when the reset may be opened once it is approved.
 * @throws Refusal `own_order`, `order_stopped`
 */
export async function firstApproval(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  { by, now }: Approval,
): Promise<{ readonly waits: boolean; readonly resetFrom: Date | null }> {
  if (order.stopped_at) throw new Refusal('order_stopped');
  await assertNotOwn(trx, ctx, order, by);
  const { demands } = await evaluateRisk(trx, ctx, order, { at: 'approval', now, approver: by });
  if (!demands.has('second_approval'))
    return { waits: false, resetFrom: await coolingEnd(trx, ctx, order.id, demands, now) };
  await trx
    .updateTable('orders')
    .set({ ...notAtTheDesk, approval: 'second', decided_by: by, decided_at: now, version: sql`version + 1` })
    .where('id', '=', order.id)
    .execute();
  await trx
    .insertInto('second_reviews')
    .values({
      id: uuid(),
      ca_id: ctx.caId,
      order_id: order.id,
      round: await roundOf(trx, order.id),
      first_by: by,
      asked_at: now,
    })
    .execute();
  await recordEvent(trx, order, 'second_review', now);
  return { waits: true, resetFrom: null };
}
