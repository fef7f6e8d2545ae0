import { mayMove } from '@jiesuo/contract';
import { handle } from '../operation.ts';
import { lockOwnOrder } from './lock.ts';
import { moveOrder, type OrderRow } from './move.ts';
import { isAssigned } from './show.ts';

type CancelRefusal = 'not_found' | 'order_state' | 'order_assigned';

export const cancel = handle('orders.cancel', async ({ numbers }, act) => {
  const { ctx, who, now } = act;
  const results = [];
  // A transaction for each order: one that cannot be cancelled keeps no other from being cancelled.
  for (const number of new Set(numbers)) {
    const refusal = await act.write(async (trx, leaf) => {
      const order = await lockOwnOrder(trx, ctx, number, who.accountId);
      const refused = judge(order, now);
      leaf({ subject: number, detail: { isCancelled: refused === null, refusal: refused } });
      if (order && refused === null) await moveOrder(trx, ctx, order, 'cancel', { now });
      return refused;
    });
    results.push({ number, isCancelled: refusal === null, refusal });
  }
  return { results };
});

function judge(order: OrderRow | undefined, now: Date): CancelRefusal | null {
  if (!order) return 'not_found';
  if (!mayMove('cancel', order.status)) return 'order_state';
  return isAssigned(order, now) ? 'order_assigned' : null;
}
