import { fileOf } from '../ceremonies/evidence/file.ts';
import type { Context } from '../context.ts';
import { type FileAnswer, handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { deletionStatement } from '../retention/statement.ts';
import { drawEvidence } from './evidence/draw.ts';
import { findOwnOrder } from './lock.ts';
import type { OrderRow } from './move.ts';

export const evidence = handle('orders.evidence', async ({ number, as }, { ctx, who }) => {
  const order = await findOwnOrder(ctx.db, ctx, number, who.accountId);
  if (!order) throw new Refusal('not_found');
  return evidenceCopyOf(ctx, order, { as, isForStaff: false });
});

/** The bundle exactly as it was signed, with the log's proofs once its leaves are in the tree; as pages for people, the same inside. After its deletion, the statement of that. @throws Refusal `not_found` when there never was any. */
export async function evidenceCopyOf(
  ctx: Context,
  order: OrderRow,
  { as, isForStaff }: { as: 'json' | 'pdf'; isForStaff: boolean },
): Promise<FileAnswer> {
  const kept = await ctx.db.selectFrom('evidence').select('bundle').where('order_id', '=', order.id).executeTakeFirst();
  if (!kept)
    return {
      mediaType: 'application/json',
      body: await deletionStatement(ctx, order),
      saveAs: `${order.number}-删除说明.json`,
    };
  const text = await fileOf(ctx, kept.bundle, isForStaff);
  const saveAs = `${order.number}-重置凭证.${as}`;
  return as === 'pdf'
    ? { mediaType: 'application/pdf', body: await drawEvidence(text), saveAs }
    : { mediaType: 'application/json', body: Buffer.from(text), saveAs };
}
