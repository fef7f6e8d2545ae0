import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { proveConsistency } from './merkle/prove.ts';
import { findCheckpoint, toldOf } from './tree/checkpoint.ts';
import { nodesIn } from './tree/nodes.ts';

export const compare = handle('audit.compare', async (input, { ctx }) => {
  const first = await findCheckpoint(ctx, ctx.db, input.first);
  const second = await findCheckpoint(ctx, ctx.db, input.second);
  if (!first || !second || first.size > second.size) throw new Refusal('not_found');
  const proof = await proveConsistency(nodesIn(ctx.db, ctx.caId), first.size, second.size);
  return { first: toldOf(first), second: toldOf(second), proof: proof.map((hash) => hash.toString('base64')) };
});
