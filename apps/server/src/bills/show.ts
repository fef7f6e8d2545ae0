import type { Output } from '@jiesuo/contract';
import type { Console } from '@jiesuo/contract/console';
import type { Context } from '../context.ts';

type BillLine = Output<Console['bills.reconcile']>;

/** Every bill of the CA with its open differences; the caller says which and in what order. */
export const billRows = (ctx: Context) =>
  ctx.db
    .selectFrom('bills')
    .selectAll('bills')
    .select((of) =>
      of
        .selectFrom('money_issues')
        .select((e) => e.fn.countAll<number>().as('open'))
        .whereRef('money_issues.bill_id', '=', 'bills.id')
        .where('money_issues.resolved_at', 'is', null)
        .as('open_issues'),
    )
    .where('bills.ca_id', '=', ctx.caId);

type Row = Awaited<ReturnType<ReturnType<typeof billRows>['executeTakeFirstOrThrow']>>;

export const showBill = (row: Row): BillLine => ({
  channel: row.channel,
  day: row.day,
  state: row.state,
  failure: row.failure,
  paidLines: row.paid_lines,
  paidFen: row.paid_fen,
  refundedLines: row.refunded_lines,
  refundedFen: row.refunded_fen,
  openIssues: row.open_issues ?? 0,
  askedAt: row.asked_at.toISOString(),
  reconciledAt: row.reconciled_at?.toISOString() ?? null,
});
