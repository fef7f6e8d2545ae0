import { openSigned } from '@jiesuo/ceremony';
import { proveInclusion } from '../../audit/merkle/prove.ts';
import { findCheckpoint } from '../../audit/tree/checkpoint.ts';
import { nodesIn } from '../../audit/tree/nodes.ts';
import type { Context } from '../../context.ts';
import { type EvidenceBundle, type EvidenceFile, evidenceBundle, keptEvidence, type LogProof } from './bundle.ts';

type Ground = Pick<Context, 'db' | 'caId' | 'auditKey'>;

/**
 * The file as a person downloads it, of what the database keeps: with the proofs that its audit leaves are in the signed log (none while a leaf still waits for its
 * place); for staff with what was sealed, too.
 */
export async function fileOf(ctx: Ground, kept: string, isForStaff: boolean): Promise<string> {
  const { risks, ...signed } = keptEvidence.parse(JSON.parse(kept));
  const { audit } = openSigned(signed.evidence, Buffer.from(signed.portalKey, 'base64url'), evidenceBundle);
  const log = await proveLeaves(ctx, audit);
  const file: EvidenceFile = {
    ...signed,
    ...(log && { log }),
    ...(isForStaff && risks && { staff: { ...risks, entries: await entriesOf(ctx, audit) } }),
  };
  return JSON.stringify(file);
}

type Leaves = EvidenceBundle['audit'];

async function entriesOf({ db }: Ground, leaves: Leaves): Promise<string[]> {
  if (leaves.length === 0) return [];
  const ids = leaves.map(({ id }) => id);
  const rows = await db.selectFrom('audit_leaves').select(['id', 'entry']).where('id', 'in', ids).execute();
  const byId = new Map(rows.map(({ id, entry }) => [id, entry]));
  return ids.map((id) => byId.get(id) ?? '');
}

async function proveLeaves(ctx: Ground, wanted: Leaves): Promise<LogProof | undefined> {
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
