import type { FakeGateway } from '../../apps/server/src/payments/gatewayForTests.ts';
import { type Arena, feeFen } from './arena.ts';

export interface Verdict {
  /** Sentences of what is wrong; a round without any is balanced. */
  readonly unbalanced: readonly string[];
  readonly doubled: readonly string[];
  readonly lost: readonly string[];
}

/** Issues whose money lies at the gateway and in no try of ours. */
const outside = ['amount_differs', 'unknown_trade', 'reference_differs', 'reference_used'] as const;

/** Holds the gateways' own books against ours, for one order after everything has come to rest. */
export async function judge({ ctx, wechat, alipay }: Arena, order: { id: string; number: string }): Promise<Verdict> {
  const { db } = ctx;
  const row = await db.selectFrom('orders').selectAll().where('id', '=', order.id).executeTakeFirstOrThrow();
  const attempts = await db.selectFrom('pay_attempts').selectAll().where('order_id', '=', order.id).execute();
  const refunds = await db.selectFrom('refunds').selectAll().where('order_id', '=', order.id).execute();
  const issues = await db
    .selectFrom('money_issues')
    .selectAll()
    .where('order_id', '=', order.id)
    .where('resolved_at', 'is', null)
    .where('kind', 'in', outside)
    .execute();
  const events = await db.selectFrom('order_events').select('event').where('order_id', '=', order.id).execute();
  const unapplied = await db.selectFrom('pay_events').select('id').where('applied_at', 'is', null).execute();
  const gateways: readonly FakeGateway[] = [wechat, alipay];
  const inFen = gateways.reduce((sum, gateway) => sum + gateway.books.inFen, 0);
  const outFen = gateways.reduce((sum, gateway) => sum + gateway.books.outFen, 0);
  const issueFen = issues.reduce((sum, issue) => sum + (issue.amount_fen ?? 0), 0);
  const keptFen = row.paid_fen - row.refunded_fen;

  const unbalanced: string[] = [];
  const say = (list: string[], isWrong: boolean, sentence: string) => {
    if (isWrong) list.push(`${order.number}: ${sentence}`);
  };
  say(
    unbalanced,
    inFen !== keptFen + outFen + issueFen,
    `in ${inFen}, kept ${keptFen}, out ${outFen}, issues ${issueFen}`,
  );
  say(unbalanced, outFen !== row.refunded_fen, `the gateways gave ${outFen} back, the books say ${row.refunded_fen}`);
  say(unbalanced, unapplied.length > 0, `${unapplied.length} events were never applied`);
  const going = refunds.filter((refund) => ['approved', 'processing'].includes(refund.state));
  say(unbalanced, going.length > 0, `${going.length} refunds never ended`);

  const doubled: string[] = [];
  say(doubled, events.filter(({ event }) => event === 'paid').length > 1, 'it entered review twice');
  say(doubled, keptFen > feeFen, `${keptFen} was kept for a fee of ${feeFen}`);
  for (const gateway of gateways) {
    const of = [...gateway.refundsDone.values()];
    say(doubled, new Set(of).size !== of.length, 'one trade was refunded twice');
  }

  const lost: string[] = [];
  for (const gateway of gateways)
    for (const { number } of gateway.tradesPaid)
      say(
        lost,
        !attempts.some((one) => one.number === number && one.state === 'paid') &&
          !issues.some((issue) => issue.attempt === number),
        `${number} was paid, and nobody knows`,
      );
  const hasFee = attempts.some((attempt) => attempt.use === 'order');
  say(lost, row.status === 'in_review' && !hasFee, 'it is in review and was never paid');
  say(
    lost,
    ['unpaid', 'cancelled', 'expired'].includes(row.status) && keptFen > 0,
    `it ended as ${row.status}, and ${keptFen} was kept`,
  );
  say(lost, row.status === 'unpaid' && hasFee, 'it was paid and is unpaid');
  return { unbalanced, doubled, lost };
}
