import type { Output } from '@jiesuo/contract';
import type { Console } from '@jiesuo/contract/console';
import type { Context, Db, Trx } from '../context.ts';

export type RefundLine = Output<Console['refunds.list']>['items'][number];

/** Every refund of the CA as staff sees it; the caller says which and in what order. */
export const refundLines = (db: Db | Trx, ctx: Context) =>
  db
    .selectFrom('refunds')
    .innerJoin('orders', 'orders.id', 'refunds.order_id')
    .leftJoin('staff as asker', 'asker.id', 'refunds.asked_by')
    .leftJoin('staff as decider', 'decider.id', 'refunds.decided_by')
    .selectAll('refunds')
    .select([
      'orders.number as order_number',
      'orders.customer_name',
      'asker.display_name as asked_name',
      'decider.display_name as decided_name',
    ])
    .where('refunds.ca_id', '=', ctx.caId);

type Row = Awaited<ReturnType<ReturnType<typeof refundLines>['executeTakeFirstOrThrow']>>;

export const showRefund = (row: Row, staffId: string): RefundLine => ({
  refund: row.number,
  number: row.order_number,
  customerName: row.customer_name,
  attempt: row.attempt,
  channel: row.channel,
  amountFen: row.amount_fen,
  state: row.state,
  cause: row.cause,
  note: row.note,
  askedBy: row.asked_name,
  decidedBy: row.decided_name,
  decidedAt: row.decided_at?.toISOString() ?? null,
  decisionNote: row.decision_note,
  createdAt: row.created_at.toISOString(),
  doneAt: row.done_at?.toISOString() ?? null,
  reference: row.reference,
  instead: row.instead,
  isMine: row.asked_by === staffId,
});

export const oneRefund = async (trx: Trx, ctx: Context, number: string, staffId: string): Promise<RefundLine> =>
  showRefund(await refundLines(trx, ctx).where('refunds.number', '=', number).executeTakeFirstOrThrow(), staffId);
