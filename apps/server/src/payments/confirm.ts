import type { MoneyUse } from '@jiesuo/contract';
import type { Context, Trx } from '../context.ts';
import { openIssue } from '../moneyIssues/open.ts';
import { handle } from '../operation.ts';
import { lockOrder } from '../orders/lock.ts';
import type { OrderRow } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';
import { payerPlace } from './lines.ts';
import { attemptNumber } from './number.ts';
import { observe } from './observe.ts';
import type { AttemptRow } from './trade.ts';
import { isViolation } from './violation.ts';

export const confirm = handle('payments.confirm', async (input, act) => {
  const { ctx, who, now } = act;
  const reference = input.bankReference.replace(/\s/g, '');
  return act
    .write(async (trx, leaf) => {
      const order = await lockOrder(trx, ctx, input.number);
      if (!order || order.fee_fen === 0) throw new Refusal('not_found');
      if (input.amountFen !== order.fee_fen) throw new Refusal('payment_amount_differs');
      // The bank tells of one transfer more than once, and people click twice: the same transfer is confirmed once.
      const known = await confirmedBefore(trx, order, reference);
      const isOthers = !isSamePayer(input.payer, order.customer_name);
      leaf({
        subject: order.number,
        detail: {
          amountFen: input.amountFen,
          bankReference: reference,
          isRepeated: known !== undefined,
          isOthers,
          note: input.note ?? null,
        },
      });
      if (known) return { number: order.number, status: order.status, use: known };
      // Nobody waits for it: such money is taken only on purpose, and goes back.
      if (order.status !== 'unpaid' && !input.note) throw new Refusal('order_state');
      if (isOthers && !input.note) throw new Refusal('payer_differs');
      const attempt = (await openTransfer(trx, order)) ?? (await beginTransfer(trx, ctx, order));
      const fact = {
        number: attempt.number,
        state: 'paid',
        amountFen: input.amountFen,
        reference,
        paidAt: now,
      } as const;
      const use = await observe(trx, ctx, { about: 'trade', channel: 'bank_transfer', fact, toldBy: who.staffId });
      if (use === 'reference_used') throw new Refusal('payment_reference_used', { inside: 'it paid another try' });
      if (use !== 'order' && use !== 'duplicate' && use !== 'late') throw new Error(`a transfer cannot be ${use}`);
      await signTransfer(trx, ctx, attempt, { payer: input.payer, isOthers, staffId: who.staffId });
      if (isOthers) await raise(trx, ctx, order, attempt, reference);
      return { number: order.number, status: await statusOf(trx, order), use };
    })
    .catch((error: unknown) => {
      // One transfer pays one order; the unique key decides, also between two clerks at once.
      if (isViolation(error, 'pay_attempts_reference'))
        throw new Refusal('payment_reference_used', { inside: 'the bank reference paid another order' });
      throw error;
    });
});

/** Banks write brackets and spaces as they like. */
const bare = (name: string) => name.normalize('NFKC').replace(/\s/g, '');
const isSamePayer = (payer: string, customer: string) => bare(payer) === bare(customer);

async function confirmedBefore(trx: Trx, order: OrderRow, reference: string): Promise<MoneyUse | undefined> {
  const row = await trx
    .selectFrom('pay_attempts')
    .select('use')
    .where('order_id', '=', order.id)
    .where('channel', '=', 'bank_transfer')
    .where('gateway_reference', '=', reference)
    .executeTakeFirst();
  return row?.use ?? undefined;
}

const openTransfer = (trx: Trx, order: OrderRow): Promise<AttemptRow | undefined> =>
  trx
    .selectFrom('pay_attempts')
    .selectAll()
    .where('order_id', '=', order.id)
    .where('channel', '=', 'bank_transfer')
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst();

/** What a transfer for this order is known by, from the order's first moment on. */
export const beginTransfer = (trx: Trx, ctx: Context, order: OrderRow): Promise<AttemptRow> =>
  trx
    .insertInto('pay_attempts')
    .values({
      number: attemptNumber(ctx.clock()),
      ca_id: ctx.caId,
      order_id: order.id,
      channel: 'bank_transfer',
      amount_fen: order.fee_fen,
      state: 'open',
      created_at: ctx.clock(),
      expires_at: null,
      next_query_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

/** The customer's own name is public; another payer may be a person. */
const signTransfer = (
  trx: Trx,
  ctx: Context,
  { number }: AttemptRow,
  { payer, isOthers, staffId }: { payer: string; isOthers: boolean; staffId: string },
) =>
  trx
    .updateTable('pay_attempts')
    .set({
      confirmed_by: staffId,
      payer: isOthers ? null : payer,
      payer_sealed: isOthers ? ctx.personal.seal(payerPlace(number), payer) : null,
    })
    .where('number', '=', number)
    .execute();

const raise = (trx: Trx, ctx: Context, order: OrderRow, attempt: AttemptRow, reference: string) =>
  openIssue(trx, ctx, {
    kind: 'payer_differs',
    channel: 'bank_transfer',
    about: attempt.number,
    orderId: order.id,
    attempt: attempt.number,
    amountFen: attempt.amount_fen,
    expectedFen: attempt.amount_fen,
    reference,
  });

const statusOf = async (trx: Trx, { id }: OrderRow) =>
  (await trx.selectFrom('orders').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status;
