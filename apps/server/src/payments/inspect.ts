import type { Output } from '@jiesuo/contract';
import type { Console } from '@jiesuo/contract/console';
import type { Context } from '../context.ts';
import { issueLines, showIssue } from '../moneyIssues/show.ts';
import { handle } from '../operation.ts';
import { refundLines, showRefund } from '../refunds/show.ts';
import { Refusal } from '../refusal.ts';
import { attemptLines, showAttemptLine } from './lines.ts';
import { showMoney } from './show.ts';

type Inspected = Output<Console['payments.inspect']>;

export const inspect = handle('payments.inspect', async ({ number }, { ctx, who }) => {
  const order = await ctx.db
    .selectFrom('orders')
    .selectAll()
    .where('number', '=', number)
    .where('ca_id', '=', ctx.caId)
    .executeTakeFirst();
  if (!order) throw new Refusal('not_found');
  const attempts = await attemptLines(ctx)
    .where('pay_attempts.order_id', '=', order.id)
    .orderBy('pay_attempts.created_at')
    .execute();
  const refunds = await refundLines(ctx.db, ctx)
    .where('refunds.order_id', '=', order.id)
    .orderBy('refunds.created_at')
    .execute();
  const issues = await issueLines(ctx.db, ctx)
    .where('money_issues.order_id', '=', order.id)
    .orderBy('money_issues.opened_at')
    .execute();
  const voucher = await ctx.db
    .selectFrom('pay_vouchers')
    .select('pages')
    .where('order_id', '=', order.id)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
  return {
    number,
    status: order.status,
    customerName: order.customer_name,
    feeFen: order.fee_fen,
    money: showMoney(order),
    attempts: attempts.map((row) => showAttemptLine(ctx, row)),
    events: await eventsOf(
      ctx,
      [...attempts, ...refunds].map((row) => row.number),
    ),
    refunds: refunds.map((row) => showRefund(row, who.staffId)),
    issues: issues.map(showIssue),
    voucherPages: voucher?.pages ?? 0,
  };
});

async function eventsOf(ctx: Context, subjects: readonly string[]): Promise<Inspected['events']> {
  if (subjects.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('pay_events')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('subject', 'in', subjects)
    .orderBy('received_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    at: row.received_at.toISOString(),
    channel: row.channel,
    source: row.source,
    about: row.about,
    of: row.subject,
    said: row.fact.state,
    amountFen: row.fact.amountFen ?? null,
    reference: row.fact.reference ?? null,
    outcome: row.outcome,
  }));
}
