import { type Output, type PayChannel, payChannels } from '@jiesuo/contract';
import type { Portal } from '@jiesuo/contract/portal';
import type { Context, Db, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';
import type { AttemptRow } from './trade.ts';

export type Payment = Output<Portal['orders.payment']>;
type Attempt = Output<Portal['payments.start']>;

/** What is owed for an order, how it can be paid, and what is known of each try. */
export async function showPayment(db: Db | Trx, ctx: Context, order: OrderRow): Promise<Payment> {
  const { bankTransfer } = await ctx.settings(db);
  const tries = await newestTries(db, order.id);
  return {
    number: order.number,
    status: order.status,
    feeFen: order.fee_fen,
    money: showMoney(order),
    expiresAt: order.status === 'unpaid' ? (order.expires_at?.toISOString() ?? null) : null,
    channels: order.status === 'unpaid' ? offered(ctx) : [],
    attempts: tries.map((attempt) => showAttempt(attempt, ctx.clock())),
    transfer: {
      payee: bankTransfer.payee,
      bank: bankTransfer.bank,
      bankAccount: bankTransfer.account,
      reference: order.number,
      voucher: await voucherOf(db, order.id),
    },
    refunds: await refundsOf(db, order.id),
  };
}

export const showMoney = (order: Pick<OrderRow, 'money' | 'paid_fen' | 'refunded_fen'>): Payment['money'] => ({
  state: order.money,
  paidFen: order.paid_fen,
  refundedFen: order.refunded_fen,
});

const offered = (ctx: Context): PayChannel[] => [...ctx.channels.keys(), 'bank_transfer'];

export function showAttempt(attempt: AttemptRow, now: Date): Attempt {
  const { offers } = attempt;
  const offer = [offers.qr, offers.page].find((one) => one && new Date(one.validUntil) > now);
  return {
    channel: attempt.channel,
    state: attempt.state,
    amountFen: attempt.amount_fen,
    offer: attempt.state === 'open' && offer ? offer : null,
    startedAt: attempt.created_at.toISOString(),
    expiresAt: attempt.expires_at?.toISOString() ?? null,
    paidAt: attempt.paid_at?.toISOString() ?? null,
  };
}

/** Of each channel the last one begun, in the channels' own order. */
async function newestTries(db: Db | Trx, orderId: string): Promise<AttemptRow[]> {
  const rows = await db
    .selectFrom('pay_attempts')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('created_at')
    .orderBy('number')
    .execute();
  const newest = new Map(rows.map((row) => [row.channel, row]));
  return payChannels.flatMap((channel) => newest.get(channel) ?? []);
}

async function voucherOf(db: Db | Trx, orderId: string): Promise<Payment['transfer']['voucher']> {
  const row = await db
    .selectFrom('pay_vouchers')
    .select(['pages', 'uploaded_at'])
    .where('order_id', '=', orderId)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
  return row ? { pages: row.pages, uploadedAt: row.uploaded_at.toISOString() } : null;
}

/** The customer sees money that goes back, not what staff still weighs. */
async function refundsOf(db: Db | Trx, orderId: string): Promise<Payment['refunds']> {
  const rows = await db
    .selectFrom('refunds')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('state', 'not in', ['waiting', 'rejected', 'closed'])
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    state: row.state,
    channel: row.channel,
    amountFen: row.amount_fen,
    startedAt: (row.decided_at ?? row.created_at).toISOString(),
    doneAt: row.done_at?.toISOString() ?? null,
  }));
}
