import { handle } from '../operation.ts';
import { isViolation } from '../payments/violation.ts';
import { Refusal } from '../refusal.ts';
import { finish, lockRefund } from './observe.ts';
import { oneRefund } from './show.ts';

export const confirm = handle('refunds.confirm', async ({ refund: number, bankReference, note }, act) => {
  const { ctx, who } = act;
  const reference = bankReference.replace(/\s/g, '');
  return act
    .write(async (trx, leaf) => {
      const found = await lockRefund(trx, ctx, number);
      if (!found) throw new Refusal('not_found');
      const { order, refund } = found;
      // A gateway's own money goes back by the gateway, unless it has said that it cannot.
      if (refund.channel !== 'bank_transfer' && refund.state !== 'abnormal') throw new Refusal('refund_by_gateway');
      if (refund.state !== 'approved' && refund.state !== 'abnormal') throw new Refusal('refund_state');
      await finish(trx, ctx, order, refund, { reference });
      leaf({
        subject: order.number,
        detail: { refund: number, amountFen: refund.amount_fen, bankReference: reference, note: note ?? null },
      });
      return oneRefund(trx, ctx, number, who.staffId);
    })
    .catch((error: unknown) => {
      if (isViolation(error, 'refunds_transfer'))
        throw new Refusal('payment_reference_used', { inside: 'the bank reference paid another refund' });
      throw error;
    });
});
