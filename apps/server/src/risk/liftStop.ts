import { handle } from '../operation.ts';
import { lockOrder } from '../orders/lock.ts';
import { recordEvent } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';
import { assertUntouched } from './touch.ts';

/** Somebody who has no part in its approval asked the subscriber, and says what came of it. */
export const liftStop = handle('risk.liftStop', ({ number, reason }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Refusal('not_found');
    if (!order.stopped_at) throw new Refusal('order_state');
    await assertUntouched(trx, order.id, who.staffId);
    await trx
      .updateTable('order_stops')
      .set({ lifted_at: now, lifted_by: who.staffId, lift_reason: reason })
      .where('order_id', '=', order.id)
      .where('lifted_at', 'is', null)
      .execute();
    await trx
      .updateTable('orders')
      .set({ stopped_at: null, version: order.version + 1 })
      .where('id', '=', order.id)
      .execute();
    await recordEvent(trx, order, 'stop_lifted', now);
    leaf({ subject: number, detail: { reason, stoppedAt: order.stopped_at.toISOString() } });
    return {};
  }),
);
