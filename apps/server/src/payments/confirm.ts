import type { Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { lockOrder } from '../orders/lock.ts';
import { moveOrder } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';

export const confirm = handle('payments.confirm', async (input, act) => {
  const { ctx, who, now } = act;
  const bankReference = input.bankReference.replace(/\s/g, '');
  return act
    .write(async (trx, leaf) => {
      const order = await lockOrder(trx, ctx, input.number);
      const payment = order && (await paymentOf(trx, order.id));
      if (!order || !payment) throw new Refusal('not_found');
      if (input.amountFen !== payment.amount_fen) throw new Refusal('payment_amount_differs');
      // The bank tells of one transfer more than once, and people click twice: the same transfer is confirmed once.
      const isRepeated = payment.state === 'received' && payment.bank_reference === bankReference;
      leaf({
        subject: order.number,
        detail: { amountFen: input.amountFen, bankReference, isRepeated },
      });
      if (isRepeated) return { number: order.number, status: order.status };
      const moved = await moveOrder(trx, ctx, order, 'pay', { now });
      await trx
        .updateTable('payments')
        .set({
          state: 'received',
          payer: input.payer,
          bank_reference: bankReference,
          confirmed_by: who.staffId,
          confirmed_at: now,
        })
        .where('id', '=', payment.id)
        .execute();
      return { number: moved.number, status: moved.status };
    })
    .catch((error: unknown) => {
      // One transfer pays one order; the unique key decides, also between two clerks at once.
      if (isTaken(error))
        throw new Refusal('payment_reference_used', { inside: 'the bank reference paid another order' });
      throw error;
    });
});

const paymentOf = (trx: Trx, orderId: string) =>
  trx.selectFrom('payments').selectAll().where('order_id', '=', orderId).forUpdate().executeTakeFirst();

const uniqueViolation = '23505';

const isTaken = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === uniqueViolation &&
  'constraint' in error &&
  error.constraint === 'payments_reference';
