import type { Context } from '../../context.ts';

/** Each order's payments, refunds and bank vouchers; where somebody else paid, his name as the order shows it. */
export async function moneyOf({ db, caId }: Context, accountId: string) {
  const own = db.selectFrom('orders').select('id').where('ca_id', '=', caId).where('account_id', '=', accountId);
  const attempts = await db
    .selectFrom('pay_attempts')
    .select([
      'order_id',
      'number',
      'channel',
      'amount_fen as amountFen',
      'state',
      'gateway_reference as reference',
      'payer',
      'created_at as createdAt',
      'paid_at as paidAt',
    ])
    .where('order_id', 'in', own)
    .orderBy('created_at')
    .execute();
  const refunds = await db
    .selectFrom('refunds')
    .select([
      'order_id',
      'number',
      'channel',
      'amount_fen as amountFen',
      'state',
      'cause',
      'note',
      'created_at as createdAt',
      'done_at as doneAt',
    ])
    .where('order_id', 'in', own)
    .orderBy('created_at')
    .execute();
  const vouchers = await db
    .selectFrom('pay_vouchers')
    .select(['order_id', 'media_type as mediaType', 'pages', 'bytes', 'uploaded_at as uploadedAt'])
    .where('order_id', 'in', own)
    .orderBy('uploaded_at')
    .execute();
  return (id: string) => ({
    payments: attempts.filter((row) => row.order_id === id).map(({ order_id: _order, ...row }) => row),
    refunds: refunds.filter((row) => row.order_id === id).map(({ order_id: _order, ...row }) => row),
    vouchers: vouchers.filter((row) => row.order_id === id).map(({ order_id: _order, ...row }) => row),
  });
}
