import { withLogProof } from '../ceremonies/evidence/logProof.ts';
import type { Context } from '../context.ts';
import { type FileAnswer, handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { findOwnOrder } from './lock.ts';

export const evidence = handle('orders.evidence', async ({ number }, { ctx, who }) => {
  const order = await findOwnOrder(ctx.db, ctx, number, who.accountId);
  if (!order) throw new Refusal('not_found');
  return evidenceFile(ctx, order);
});

/** The bundle exactly as it was signed, with the log's proofs once its leaves are in the tree. @throws Refusal `not_found` when there is none. */
export async function evidenceFile(ctx: Context, order: { id: string; number: string }): Promise<FileAnswer> {
  const kept = await ctx.db.selectFrom('evidence').select('bundle').where('order_id', '=', order.id).executeTakeFirst();
  if (!kept) throw new Refusal('not_found');
  return {
    mediaType: 'application/json',
    body: Buffer.from(await withLogProof(ctx, kept.bundle)),
    saveAs: `${order.number}-重置凭证.json`,
  };
}
