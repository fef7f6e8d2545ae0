import { handle } from '../operation.ts';
import { sumMoney } from '../payments/sum.ts';
import { lockAttempt } from '../payments/trade.ts';
import { Refusal } from '../refusal.ts';
import { beginRefund } from './begin.ts';
import { lockRefund } from './observe.ts';
import { oneRefund } from './show.ts';

export const retry = handle('refunds.retry', async ({ refund: number, note }, act) => {
  const { ctx, who, now } = act;
  return act.write(async (trx, leaf) => {
    const refund = (await lockRefund(trx, ctx, number))?.refund;
    const found = refund && (await lockAttempt(trx, ctx, refund.attempt));
    if (!refund || !found) throw new Refusal('not_found');
    const { order, attempt } = found;
    let named = number;
    if (refund.state === 'abnormal') {
      // The gateway knows it: asked for under its own number, it is never made twice.
      await trx
        .updateTable('refunds')
        .set({ state: 'approved', next_try_at: now })
        .where('number', '=', number)
        .execute();
    } else if (refund.state === 'closed') {
      const { cause } = refund;
      const fresh = await beginRefund(trx, ctx, order, attempt, { cause, note, instead: number });
      if (!fresh) throw new Refusal('refund_exists');
      named = fresh.number;
    } else throw new Refusal('refund_state');
    await sumMoney(trx, order);
    leaf({ subject: order.number, detail: { refund: number, again: named, note } });
    return oneRefund(trx, ctx, named, who.staffId);
  });
});
