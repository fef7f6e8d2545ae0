import type { Output } from '@jiesuo/contract';
import { type Console, settlements } from '@jiesuo/contract/console';
import type { Context, Db, Trx } from '../context.ts';

export type IssueLine = Output<Console['moneyIssues.resolve']>;

/** Every money issue of the CA; the caller says which and in what order. */
export const issueLines = (db: Db | Trx, ctx: Context) =>
  db
    .selectFrom('money_issues')
    .leftJoin('orders', 'orders.id', 'money_issues.order_id')
    .leftJoin('staff', 'staff.id', 'money_issues.resolved_by')
    .selectAll('money_issues')
    .select(['orders.number as order_number', 'staff.display_name'])
    .where('money_issues.ca_id', '=', ctx.caId);

type Row = Awaited<ReturnType<ReturnType<typeof issueLines>['executeTakeFirstOrThrow']>>;

export const showIssue = (row: Row): IssueLine => ({
  id: row.id,
  kind: row.kind,
  channel: row.channel,
  number: row.order_number,
  attempt: row.attempt,
  refund: row.refund,
  amountFen: row.amount_fen,
  expectedFen: row.expected_fen,
  reference: row.reference,
  openedAt: row.opened_at.toISOString(),
  resolvedAt: row.resolved_at?.toISOString() ?? null,
  resolvedBy: row.display_name,
  note: row.resolved_by === null ? null : row.note,
  settledBy: row.resolved_by === null ? (settlements.find((one) => one === row.note) ?? null) : null,
});
