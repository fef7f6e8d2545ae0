import type { Act, Who } from '../operation.ts';
import { recordEvent } from '../orders/move.ts';
import { sumMoney } from '../payments/sum.ts';
import { Refusal } from '../refusal.ts';
import { dueOf } from './begin.ts';
import { lockRefund } from './observe.ts';
import { oneRefund, type RefundLine } from './show.ts';

type Deciding = Pick<Act<Extract<Who, { kind: 'staff' }>>, 'ctx' | 'who' | 'now' | 'write'>;

/**
 * The second person's word on a refund that somebody asked for.
 * @throws Refusal `not_found`, `refund_state`, `second_person_needed`
 */
export const decide = (
  { ctx, who, now, write }: Deciding,
  decision: 'approved' | 'rejected',
  { refund: number, note }: { readonly refund: string; readonly note?: string | undefined },
): Promise<RefundLine> =>
  write(async (trx, leaf) => {
    const found = await lockRefund(trx, ctx, number);
    if (!found) throw new Refusal('not_found');
    const { order, refund } = found;
    if (refund.state !== 'waiting') throw new Refusal('refund_state');
    if (refund.asked_by === who.staffId) throw new Refusal('second_person_needed');
    await trx
      .updateTable('refunds')
      .set({
        state: decision,
        decided_by: who.staffId,
        decided_at: now,
        decision_note: note ?? null,
        next_try_at: decision === 'approved' ? dueOf(refund, now) : null,
      })
      .where('number', '=', number)
      .execute();
    if (decision === 'approved') await recordEvent(trx, order, 'refund_started', now);
    await sumMoney(trx, order);
    leaf({ subject: order.number, detail: { refund: number, decision, note: note ?? null } });
    return oneRefund(trx, ctx, number, who.staffId);
  });
