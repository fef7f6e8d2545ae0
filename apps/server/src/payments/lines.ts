import type { Output } from '@jiesuo/contract';
import type { Console } from '@jiesuo/contract/console';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

export type AttemptLine = Output<Console['payments.list']>['items'][number];

/** Every try of the CA as staff sees it; the caller says which and in what order. */
export const attemptLines = (ctx: Context) =>
  ctx.db
    .selectFrom('pay_attempts')
    .innerJoinLateral(
      // Try by try: where few pay, the planner would rather read every order that there is. `offset` keeps it from that.
      (one) =>
        one
          .selectFrom('orders')
          .select(['orders.id', 'orders.number', 'orders.status', 'orders.customer_name'])
          .whereRef('orders.id', '=', 'pay_attempts.order_id')
          .offset(0)
          .as('orders'),
      (join) => join.onTrue(),
    )
    .leftJoin('staff', 'staff.id', 'pay_attempts.confirmed_by')
    .selectAll('pay_attempts')
    .select([
      'orders.number as order_number',
      'orders.status as order_status',
      'orders.customer_name',
      'staff.display_name',
      sql<boolean>`exists (select 1 from pay_vouchers v where v.order_id = orders.id and v.replaced_at is null)`.as(
        'has_voucher',
      ),
    ])
    .where('pay_attempts.ca_id', '=', ctx.caId);

type Row = Awaited<ReturnType<ReturnType<typeof attemptLines>['executeTakeFirstOrThrow']>>;

export const payerPlace = (number: string): string => `pay_attempts.payer_sealed:${number}`;

export const showAttemptLine = (ctx: Context, row: Row): AttemptLine => ({
  attempt: row.number,
  number: row.order_number,
  orderStatus: row.order_status,
  customerName: row.customer_name,
  channel: row.channel,
  amountFen: row.amount_fen,
  state: row.state,
  use: row.use,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  paidAt: row.paid_at?.toISOString() ?? null,
  reference: row.gateway_reference,
  payer: row.payer_sealed ? ctx.personal.open(payerPlace(row.number), row.payer_sealed) : row.payer,
  confirmedBy: row.display_name,
  hasVoucher: row.channel === 'bank_transfer' && row.has_voucher,
});
