import type { Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { lockOrder } from '../orders/lock.ts';
import { moveOrder, type OrderRow } from '../orders/move.ts';
import { materialsOf } from '../orders/show.ts';
import { Refusal } from '../refusal.ts';
import { assertMine } from './lease.ts';

interface Verdict {
  readonly material: string;
  readonly verdict: 'accepted' | 'refused';
  readonly reason?: string | undefined;
}

/** 通过 / 不通过. Every material has its verdict; what is refused says why; approval and refusal follow from the verdicts. */
export const decide = handle('reviews.decide', ({ number, decision, verdicts }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Refusal('not_found');
    assertMine(order, who.staffId, now);
    await assertComplete(trx, order, decision, verdicts);
    for (const v of verdicts) {
      await trx
        .updateTable('materials')
        .set({ verdict: v.verdict, reason: v.verdict === 'refused' ? (v.reason ?? null) : null })
        .where('id', '=', v.material)
        .execute();
    }
    const moved = await moveOrder(trx, ctx, order, decision, {
      now,
      changes: { decided_by: who.staffId, decided_at: now },
    });
    leaf({ subject: number, detail: { decision, verdicts: verdicts.map((v) => `${v.material}:${v.verdict}`) } });
    return { number, status: moved.status };
  }),
);

async function assertComplete(
  trx: Trx,
  order: OrderRow,
  decision: 'approve' | 'refuse',
  verdicts: readonly Verdict[],
): Promise<void> {
  const materials = await materialsOf(trx, order.id);
  const judged = new Set(verdicts.map((v) => v.material));
  const isEachJudged =
    judged.size === verdicts.length && materials.length === judged.size && materials.every((m) => judged.has(m.id));
  if (!isEachJudged) throw new Refusal('review_incomplete', { inside: 'verdicts and materials differ' });
  const missing = verdicts.findIndex((v) => v.verdict === 'refused' && v.reason === undefined);
  if (missing >= 0)
    throw new Refusal('review_incomplete', {
      fields: [{ path: `verdicts.${missing}.reason`, code: 'reason_required' }],
    });
  const isAnyRefused = verdicts.some((v) => v.verdict === 'refused');
  if (isAnyRefused !== (decision === 'refuse'))
    throw new Refusal('review_incomplete', { inside: 'the decision contradicts the verdicts' });
}
