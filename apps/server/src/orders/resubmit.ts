import { materialKinds } from '@jiesuo/contract';
import { queueJudgement } from '../checks/queue.ts';
import { hashesOf } from '../materials/hashes.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { keepForEarlierReviewer } from '../reviews/earlierReviewer.ts';
import { evaluateRisk } from '../risk/evaluate.ts';
import { lockOwnOrder } from './lock.ts';
import { moveOrder } from './move.ts';
import { materialsOf, showOrder } from './show.ts';

export const resubmit = handle('orders.resubmit', async ({ number }, act) => {
  const { ctx, who, now } = act;
  return act.write(async (trx, leaf) => {
    const order = await lockOwnOrder(trx, ctx, number, who.accountId);
    if (!order) throw new Refusal('not_found');
    if (order.status !== 'rejected') throw new Refusal('order_state');
    const materials = await materialsOf(trx, order.id);
    const isReady = (kind: string) =>
      materials.some((material) => material.kind === kind && material.verdict !== 'refused');
    if (!materialKinds.every(isReady)) throw new Refusal('materials_missing');
    const kept = await keepForEarlierReviewer(trx, ctx, order, now);
    await queueJudgement(trx, ctx, order.id);
    const moved = await moveOrder(trx, ctx, order, 'resubmit', { now, ...(kept ? { changes: kept } : {}) });
    await evaluateRisk(trx, ctx, moved, { at: 'resubmission', now });
    leaf({ subject: number, detail: { version: moved.version, materials: await hashesOf(trx, order.id) } });
    return showOrder(trx, ctx, moved, now);
  });
});
