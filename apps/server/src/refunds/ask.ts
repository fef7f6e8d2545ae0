import { handle } from '../operation.ts';
import { hasRunningCeremony } from '../orders/ceremony.ts';
import { lockAttempt } from '../payments/trade.ts';
import { Refusal } from '../refusal.ts';
import { beginRefund } from './begin.ts';
import { oneRefund } from './show.ts';

export const ask = handle('refunds.ask', async ({ attempt: number, note }, act) => {
  const { ctx, who } = act;
  return act.write(async (trx, leaf) => {
    const found = await lockAttempt(trx, ctx, number);
    if (!found) throw new Refusal('not_found');
    const { order, attempt } = found;
    if (attempt.state !== 'paid') throw new Refusal('attempt_not_paid');
    // The service is being rendered at this very moment.
    if (await hasRunningCeremony(trx, order.id)) throw new Refusal('order_ceremony_running');
    const refund = await beginRefund(trx, ctx, order, attempt, { cause: 'asked', note, askedBy: who.staffId });
    if (!refund) throw new Refusal('refund_exists');
    leaf({
      subject: order.number,
      detail: { refund: refund.number, attempt: number, amountFen: refund.amount_fen, note },
    });
    return oneRefund(trx, ctx, refund.number, who.staffId);
  });
});
