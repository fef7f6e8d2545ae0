import type { Region } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import { assertIdCardOpen } from '../consents/idCard.ts';
import type { Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { lockOrder } from '../orders/lock.ts';
import { moveOrder, type OrderRow } from '../orders/move.ts';
import { materialsOf } from '../orders/show.ts';
import { Refusal } from '../refusal.ts';
import { assertFirstReview, firstApproval } from '../risk/ask.ts';
import { assertMine } from './lease.ts';

interface Verdict {
  readonly material: string;
  readonly verdict: 'accepted' | 'refused';
  readonly reason?: string | undefined;
  readonly region?: Region | undefined;
}

/** 通过 / 不通过. Every material has its verdict; what is refused says why; approval and refusal follow from the verdicts. */
export const decide = handle('reviews.decide', ({ number, decision, verdicts }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Refusal('not_found');
    assertFirstReview(order);
    assertMine(order, who.staffId, now);
    if (decision === 'approve') await assertIdCardOpen(trx, order);
    await assertComplete(trx, order, decision, verdicts);
    for (const v of verdicts) {
      await trx.updateTable('materials').set(written(v)).where('id', '=', v.material).execute();
    }
    const approval =
      decision === 'approve' ? await firstApproval(trx, ctx, order, { by: who.staffId, now }) : undefined;
    const waitsForSecond = approval?.waits ?? false;
    const moved = waitsForSecond
      ? order
      : await moveOrder(trx, ctx, order, decision, {
          now,
          changes: { decided_by: who.staffId, decided_at: now, ...(approval && { reset_from: approval.resetFrom }) },
        });
    await recordDecision(trx, order, { decision, by: who.staffId, at: now });
    const judged = verdicts.map((v) => `${v.material}:${v.verdict}`);
    leaf({ subject: number, detail: { decision, verdicts: judged, ...(waitsForSecond && { waitsForSecond }) } });
    return { number, status: moved.status };
  }),
);

/** What is accepted carries neither reason nor mark. */
const written = ({ verdict, reason, region }: Verdict) =>
  verdict === 'refused'
    ? { verdict, reason: reason ?? null, region: region ? JSON.stringify(region) : null }
    : { verdict, reason: null, region: null };

/** What was promised and what it took, for good: the order itself only knows its last review. */
async function recordDecision(
  trx: Trx,
  order: OrderRow,
  made: { readonly decision: 'approve' | 'refuse'; readonly by: string; readonly at: Date },
): Promise<void> {
  const { rounds } = await trx
    .selectFrom('review_decisions')
    .select((eb) => eb.fn.countAll<number>().as('rounds'))
    .where('order_id', '=', order.id)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('review_decisions')
    .values({
      id: uuid(),
      ca_id: order.ca_id,
      order_id: order.id,
      round: rounds + 1,
      decision: made.decision,
      decided_by: made.by,
      submitted_at: order.submitted_at ?? order.created_at,
      promised_at: order.promised_at,
      deadline_at: order.deadline_at,
      assigned_at: order.assigned_at,
      decided_at: made.at,
    })
    .execute();
}

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
  const pages = new Map(materials.map((m) => [m.id, m.pages]));
  if (verdicts.some((v) => v.region && v.region.page > (pages.get(v.material) ?? 0)))
    throw new Refusal('review_incomplete', { inside: 'a mark on a page that is not there' });
  const isAnyRefused = verdicts.some((v) => v.verdict === 'refused');
  if (isAnyRefused !== (decision === 'refuse'))
    throw new Refusal('review_incomplete', { inside: 'the decision contradicts the verdicts' });
}
