import type { ResetFacts } from '@jiesuo/contract';
import { type EvidenceBundle, keptEvidence, promptShape } from '../ceremonies/evidence/bundle.ts';
import type { Context, Db, Trx } from '../context.ts';
import { custodyOf } from './custody.ts';

/** What was done stands above what would be done now: a completed order says by which method it was reset. */
export async function resetFacts(
  db: Db | Trx,
  ctx: Context,
  order: { readonly id: string; readonly ukey_id: string },
): Promise<ResetFacts> {
  const custody = await custodyOf(db, ctx, order);
  const run = await db
    .selectFrom('ceremonies')
    .select('method')
    .where('order_id', '=', order.id)
    .where('status', 'in', ['authorised', 'unblocked', 'changed', 'unknown', 'completed'])
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const prompt = await promptOf(db, order.id);
  return {
    method: run?.method ?? custody?.method ?? null,
    custody: custody?.state ?? 'not_needed',
    ...(prompt && { prompt }),
  };
}

async function promptOf(db: Db | Trx, orderId: string): Promise<ResetFacts['prompt']> {
  const kept = await db.selectFrom('evidence').select('bundle').where('order_id', '=', orderId).executeTakeFirst();
  if (!kept) return undefined;
  const { evidence } = keptEvidence.parse(JSON.parse(kept.bundle));
  const { prompt } = JSON.parse(Buffer.from(evidence.payload, 'base64url').toString()) as EvidenceBundle;
  return promptShape.parse(prompt);
}
