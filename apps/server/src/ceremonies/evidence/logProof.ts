import { openSigned } from '@jiesuo/ceremony';
import { isIncluded } from '../../audit/merkle/check.ts';
import { proveInclusion } from '../../audit/merkle/prove.ts';
import { type Checkpoint, openCheckpoint } from '../../audit/note/checkpoint.ts';
import type { Verifier } from '../../audit/note/vkey.ts';
import { findCheckpoint } from '../../audit/tree/checkpoint.ts';
import { nodesIn } from '../../audit/tree/nodes.ts';
import type { Context } from '../../context.ts';
import { type EvidenceFile, evidenceBundle, evidenceFile, type LogProof } from './bundle.ts';
import { EvidenceFault } from './verify.ts';

/** The file with the proofs that its audit leaves are in the signed log; without them while a leaf still waits for its place. */
export async function withLogProof(
  ctx: Pick<Context, 'db' | 'caId' | 'auditKey' | 'portalKey'>,
  text: string,
): Promise<string> {
  const file = evidenceFile.parse(JSON.parse(text));
  const log = await proveLeaves(ctx, hashesOf(file, Buffer.from(file.portalKey, 'base64url')));
  return log ? JSON.stringify({ ...file, log }) : text;
}

async function proveLeaves(
  ctx: Pick<Context, 'db' | 'caId' | 'auditKey'>,
  wanted: readonly { readonly id: string; readonly leafHash: string }[],
): Promise<LogProof | undefined> {
  const checkpoint = wanted.length > 0 ? await findCheckpoint(ctx, ctx.db) : undefined;
  if (!checkpoint) return undefined;
  const places = await ctx.db
    .selectFrom('audit_tree')
    .select(['leaf_id', 'index'])
    .where('ca_id', '=', ctx.caId)
    .where(
      'leaf_id',
      'in',
      wanted.map(({ id }) => id),
    )
    .where('index', '<', checkpoint.size)
    .execute();
  const byId = new Map(places.map(({ leaf_id, index }) => [leaf_id, index]));
  const read = nodesIn(ctx.db, ctx.caId);
  const leaves: LogProof['leaves'][number][] = [];
  for (const { id, leafHash } of wanted) {
    const index = byId.get(id);
    if (index === undefined) return undefined;
    const proof = await proveInclusion(read, index, checkpoint.size);
    leaves.push({ leafHash, index, proof: proof.map((hash) => hash.toString('base64')) });
  }
  return { checkpoint: checkpoint.note, leaves };
}

const hashesOf = (file: EvidenceFile, portalKey: Uint8Array) =>
  openSigned(file.evidence, portalKey, evidenceBundle).audit;

/**
 * Verifies offline that every audit leaf of an evidence file, which `verifyEvidence` found whole, is in the log that a trusted audit key signed.
 * @returns the checkpoint, or undefined when the file holds no proofs yet. @throws EvidenceFault with what is wrong.
 */
export function verifyLogProof(text: string, auditKeys: readonly Verifier[]): Checkpoint | undefined {
  const file = evidenceFile.parse(JSON.parse(text));
  if (!file.log) return undefined;
  const checkpoint = openCheckpoint(file.log.checkpoint, auditKeys);
  if (!checkpoint)
    throw new EvidenceFault('检查点不是由受信任的审计密钥签发', 'The checkpoint was not signed by a trusted audit key');
  const told = hashesOf(file, Buffer.from(file.portalKey, 'base64url'));
  const { leaves } = file.log;
  const areAll = leaves.length === told.length && told.every(({ leafHash }, i) => leaves[i]?.leafHash === leafHash);
  const { size, root } = checkpoint;
  const isProven = leaves.every(({ leafHash, index, proof }) =>
    isIncluded({
      index,
      size,
      root,
      leaf: Buffer.from(leafHash, 'hex'),
      proof: proof.map((hash) => Buffer.from(hash, 'base64')),
    }),
  );
  if (!areAll || !isProven)
    throw new EvidenceFault(
      '凭证中的审计记录不能证明在已签名的日志中',
      'The audit leaves of the evidence are not proven to be in the signed log',
    );
  return checkpoint;
}
