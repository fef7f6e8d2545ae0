import type { ResetFacts } from '@jiesuo/contract';
import { type EvidenceBundle, keptEvidence, promptShape } from '../ceremonies/evidence/bundle.ts';
import type { Context, Db, Trx } from '../context.ts';
import type { About } from '../orders/about.ts';
import { judgeCustody } from './custody.ts';

/** States from which a ceremony's method has been at work. */
export const reached = ['authorised', 'unblocked', 'changed', 'unknown', 'completed'] as const;

/** What was done stands above what would be done now: a completed order says by which method it was reset. */
export async function resetFacts(
  db: Db | Trx,
  ctx: Context,
  order: { readonly id: string; readonly ukey_id: string },
  { model, decision, method, evidence }: Pick<About, 'model' | 'decision' | 'method' | 'evidence'>,
): Promise<ResetFacts> {
  const known = ctx.models.find(model);
  const custody = known && judgeCustody(known, decision);
  // A release before this one kept it in the bundle alone.
  const prompt = evidence && (evidence.prompt ?? (await promptOf(db, order.id)));
  return {
    method: method ?? custody?.method ?? null,
    custody: custody?.state ?? 'not_needed',
    ...(prompt && { prompt }),
  };
}

async function promptOf(db: Db | Trx, orderId: string): Promise<ResetFacts['prompt']> {
  const kept = await db
    .selectFrom('evidence')
    .select('bundle')
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow();
  const { evidence } = keptEvidence.parse(JSON.parse(kept.bundle));
  const { prompt } = JSON.parse(Buffer.from(evidence.payload, 'base64url').toString()) as EvidenceBundle;
  return promptShape.parse(prompt);
}
