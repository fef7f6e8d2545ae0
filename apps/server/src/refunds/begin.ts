import type { RefundCause } from '@jiesuo/contract';
import type { Selectable } from 'kysely';
import type { Context, Trx } from '../context.ts';
import type { RefundsTable } from '../db/schema/money.ts';
import { type OrderRow, recordEvent } from '../orders/move.ts';
import { refundNumber } from '../payments/number.ts';
import type { AttemptRow } from '../payments/trade.ts';

export type RefundRow = Selectable<RefundsTable>;
export interface RefundWish {
  readonly cause: RefundCause;
  readonly note?: string;
  /** Who asked: then a second person decides. */
  readonly askedBy?: string;
  /** The closed refund that this one replaces. */
  readonly instead?: string;
}

/**
 * Gives a paid try's money back, all of it, once. What nobody asked for is approved by the rule that began it.
 * Order and try must be locked; the caller sums the money. @returns undefined when a refund of this try is there already.
 */
export async function beginRefund(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  attempt: AttemptRow,
  { cause, note, askedBy, instead }: RefundWish,
): Promise<RefundRow | undefined> {
  if (await liveRefund(trx, attempt.number)) return undefined;
  const now = ctx.clock();
  const isApproved = askedBy === undefined || instead !== undefined;
  const refund = await trx
    .insertInto('refunds')
    .values({
      number: refundNumber(now),
      ca_id: ctx.caId,
      order_id: order.id,
      attempt: attempt.number,
      channel: attempt.channel,
      amount_fen: attempt.amount_fen,
      state: isApproved ? 'approved' : 'waiting',
      cause,
      note: note ?? null,
      asked_by: askedBy ?? null,
      instead: instead ?? null,
      next_try_at: isApproved ? dueOf(attempt, now) : null,
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  if (isApproved && instead === undefined) await recordEvent(trx, order, 'refund_started', now);
  return refund;
}

/** A gateway is asked at once; a bank transfer waits for finance's hand. */
export const dueOf = ({ channel }: Pick<AttemptRow, 'channel'>, now: Date): Date | null =>
  channel === 'bank_transfer' ? null : now;

export const liveRefund = (trx: Trx, attempt: string): Promise<RefundRow | undefined> =>
  trx
    .selectFrom('refunds')
    .selectAll()
    .where('attempt', '=', attempt)
    .where('state', 'not in', ['rejected', 'closed'])
    .executeTakeFirst();
