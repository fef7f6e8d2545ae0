import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { proveInclusion } from './merkle/prove.ts';
import { findCheckpoint, toldOf } from './tree/checkpoint.ts';
import { nodesIn } from './tree/nodes.ts';

export const prove = handle('audit.prove', ({ id, size }, { ctx }) => proveLeaf(ctx, id, size));

/** That a leaf is in the signed log, of that size or of its last checkpoint. @throws Refusal `not_found`, `leaf_waiting` */
export async function proveLeaf(ctx: Context, id: string, size?: number) {
  const leaf = await ctx.db
    .selectFrom('audit_leaves')
    .leftJoin('audit_tree', 'audit_tree.leaf_id', 'audit_leaves.id')
    .select(['audit_leaves.entry', 'audit_leaves.leaf_hash', 'audit_tree.index'])
    .where('audit_leaves.id', '=', id)
    .where('audit_leaves.ca_id', '=', ctx.caId)
    .executeTakeFirst();
  if (!leaf) throw new Refusal('not_found');
  if (leaf.index === null) throw new Refusal('leaf_waiting');
  const checkpoint = await findCheckpoint(ctx, ctx.db, size);
  if (!checkpoint || checkpoint.size <= leaf.index) throw new Refusal('not_found');
  const proof = await proveInclusion(nodesIn(ctx.db, ctx.caId), leaf.index, checkpoint.size);
  return {
    index: leaf.index,
    entry: leaf.entry,
    leafHash: leaf.leaf_hash.toString('base64'),
    proof: proof.map((hash) => hash.toString('base64')),
    checkpoint: toldOf(checkpoint),
  };
}
