import type { MoneyIssueKind, PayChannel } from '@jiesuo/contract';
import type { Settlement } from '@jiesuo/contract/console';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';

export interface IssueFacts {
  readonly channel: PayChannel;
  readonly kind: MoneyIssueKind;
  /** What makes it one and the same, within its kind. */
  readonly about: string;
  readonly orderId?: string | undefined;
  readonly attempt?: string | undefined;
  readonly refund?: string | undefined;
  readonly amountFen?: number | undefined;
  readonly expectedFen?: number | undefined;
  readonly reference?: string | undefined;
  /** Of what a bill told. */
  readonly bill?: string | undefined;
}

/** Opens an issue for a person, once, in the transaction that saw it. The log's error is the alarm. @returns false when it was there already. */
export async function openIssue(trx: Trx, ctx: Context, issue: IssueFacts): Promise<boolean> {
  const { kind, channel, about, attempt, refund } = issue;
  const opened = await trx
    .insertInto('money_issues')
    .values({
      id: uuid(),
      ca_id: ctx.caId,
      channel,
      kind,
      once_key: `${kind}:${channel}:${about}`,
      order_id: issue.orderId ?? null,
      attempt: attempt ?? null,
      refund: refund ?? null,
      amount_fen: issue.amountFen ?? null,
      expected_fen: issue.expectedFen ?? null,
      reference: issue.reference ?? null,
      bill_id: issue.bill ?? null,
      opened_at: ctx.clock(),
    })
    .onConflict((on) => on.columns(['ca_id', 'once_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!opened) return false;
  ctx.log.error({ issue: kind, channel, attempt, refund }, 'money does not add up and waits for a person');
  return true;
}

/** The money of a try is back: what this refund, or one before it that failed, had left to a person needs nobody any more. */
export async function settleIssues(trx: Trx, ctx: Context, { attempt }: { attempt: string }): Promise<void> {
  await trx
    .updateTable('money_issues')
    .set({ resolved_at: ctx.clock(), note: 'refund_done' satisfies Settlement })
    .where('ca_id', '=', ctx.caId)
    .where('refund', 'in', trx.selectFrom('refunds').select('number').where('attempt', '=', attempt))
    .where('kind', 'in', ['refund_abnormal', 'refund_closed', 'refund_refused'])
    .where('resolved_at', 'is', null)
    .execute();
}
