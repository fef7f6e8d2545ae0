import { sql } from 'kysely';
import { assertIdCardOpen } from '../consents/idCard.ts';
import type { Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { lockOrder } from '../orders/lock.ts';
import { moveOrder, notAtTheDesk, type OrderRow, recordEvent } from '../orders/move.ts';
import { isAssigned } from '../orders/show.ts';
import { Refusal } from '../refusal.ts';
import { coolingEnd, evaluateRisk } from './evaluate.ts';
import { assertNotOwn, assertUntouched, touch } from './touch.ts';

/**
 * 复核通过, or back to the first review. Under the order's lock: of two seconds at once the later finds it decided.
 * Nobody approves over a reason that he was not shown: a paper may be read, or a rule fire, after his page was loaded.
 */
export const decide = handle('risk.decide', ({ number, decision, reason, seen }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Refusal('not_found');
    if (order.status !== 'in_review' || order.approval !== 'second') throw new Refusal('order_state');
    if (!isAssigned(order, now) || order.assigned_to !== who.staffId) throw new Refusal('review_not_yours');
    await assertUntouched(trx, order.id, who.staffId);
    await assertNotOwn(trx, ctx, order, who.staffId);
    if (decision === 'approve' && order.stopped_at) throw new Refusal('order_stopped');
    if (decision === 'approve') await assertIdCardOpen(trx, order);
    const { demands, rules } = await evaluateRisk(trx, ctx, order, { at: 'approval', now });
    const unseen = rules.filter((rule) => !seen.includes(rule));
    if (unseen.length > 0) {
      leaf({ subject: number, detail: { unseen } });
      return { number, status: order.status, approval: order.approval };
    }
    await touch(trx, order.id, who.staffId, now);
    const settled = await trx
      .updateTable('second_reviews')
      .set({ decision, decided_by: who.staffId, decided_at: now, reason })
      .where('order_id', '=', order.id)
      .where('decision', 'is', null)
      .executeTakeFirst();
    if (settled.numUpdatedRows !== 1n)
      throw new Error(`the order ${number} waits for a second approval that nobody asked for`);
    leaf({ subject: number, detail: { decision, reason, rules } });
    if (decision === 'return') return sendBack(trx, order, now);
    const moved = await moveOrder(trx, ctx, order, 'approve', {
      now,
      changes: { reset_from: await coolingEnd(trx, ctx, order.id, demands, now) },
    });
    return { number, status: moved.status, approval: moved.approval };
  }),
);

/** Another first review, from the beginning: at the place in the queue that it had. */
async function sendBack(trx: Trx, order: OrderRow, now: Date) {
  await trx
    .updateTable('materials')
    .set({ verdict: 'pending' })
    .where('order_id', '=', order.id)
    .where('replaced_at', 'is', null)
    .execute();
  await trx
    .updateTable('orders')
    .set({ ...notAtTheDesk, approval: 'first', version: sql`version + 1` })
    .where('id', '=', order.id)
    .execute();
  await recordEvent(trx, order, 'second_returned', now);
  return { number: order.number, status: order.status, approval: 'first' as const };
}
