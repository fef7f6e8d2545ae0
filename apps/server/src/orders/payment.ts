import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { findOwnOrder } from './lock.ts';

export const payment = handle('orders.payment', async ({ number }, { ctx, who }) => {
  const order = await findOwnOrder(ctx.db, ctx, number, who.accountId);
  if (!order) throw new Refusal('not_found');
  if (order.status !== 'unpaid') throw new Refusal('order_state');
  const { bankTransfer } = await ctx.settings();
  return {
    number,
    feeFen: order.fee_fen,
    expiresAt: order.expires_at?.toISOString() ?? null,
    payee: bankTransfer.payee,
    bank: bankTransfer.bank,
    bankAccount: bankTransfer.account,
    reference: number,
  };
});
