import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import type { Who } from '../operation.ts';
import type { Leaf } from './leaf.ts';
import { leafHash } from './merkle/hash.ts';
import { sealOf } from './seal.ts';

/** Where a leaf comes from. `actor` is `actorOf(who)`, or `system` for a job. */
export interface LeafOrigin {
  readonly ctx: Pick<Context, 'caId' | 'auditKey'>;
  readonly at: Date;
  readonly actor: string;
  readonly operation: string;
  /** Of the request; null for a job. */
  readonly requestId: string | null;
}

export function actorOf(who: Who): string {
  switch (who.kind) {
    case 'customer':
      return `customer:${who.accountId}`;
    case 'staff':
      return `staff:${who.staffId}`;
    case 'integrator':
      return `key:${who.keyId}`;
    case 'anyone':
      return 'anyone';
  }
}

/** What a bundle of C2SP tlog-tiles has room for. */
const entryBytesMost = 65_535;

/**
 * Adds one leaf in the transaction of what it tells of. Operations call `act.write`; jobs call this.
 * The hash is over `entry`, kept byte for byte. The leaf waits, sealed, until the sequencer puts it into the tree. @returns the leaf's id and hash, for evidence.
 */
export async function writeLeaf(trx: Trx, origin: LeafOrigin, leaf: Leaf): Promise<{ id: string; hash: Buffer }> {
  const row = rowOf(origin, leaf);
  await insert(trx, origin, [row]);
  return { id: row.id, hash: row.leaf_hash };
}

/** One leaf for each of several things that one transaction did, in their order. */
export async function writeLeaves(trx: Trx, origin: LeafOrigin, leaves: readonly Leaf[]): Promise<void> {
  const rows = leaves.map((leaf) => rowOf(origin, leaf));
  if (rows.length > 0) await insert(trx, origin, rows);
}

const insert = (trx: Trx, { ctx }: LeafOrigin, rows: readonly ReturnType<typeof rowOf>[]) =>
  trx
    .with('leaves', (db) => db.insertInto('audit_leaves').values(rows))
    .insertInto('audit_pending')
    .values(rows.map((row) => ({ ca_id: ctx.caId, leaf_id: row.id, seal: sealOf(ctx.auditKey, row.leaf_hash) })))
    .execute();

function rowOf({ ctx, at, actor, operation, requestId }: LeafOrigin, leaf: Leaf) {
  const id = uuid();
  const ca_id = ctx.caId;
  const detail = leaf.detail ?? {};
  const subject = leaf.subject ?? null;
  const entry = canonical({ v: 1, ca: ca_id, id, at: at.toISOString(), actor, operation, subject, detail, requestId });
  if (Buffer.byteLength(entry) > entryBytesMost) throw new Error(`an audit leaf of ${operation} is too large`);
  return {
    id,
    ca_id,
    at,
    actor,
    operation,
    subject,
    entry,
    detail: JSON.stringify(detail),
    leaf_hash: leafHash(entry),
  };
}

/** JSON with sorted keys and no spaces, as RFC 8785 writes what a leaf may hold: text, safe integers, booleans, null and lists. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
      .join(',')}}`;
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new Error('an audit leaf holds integers only: other numbers have no one spelling');
  return JSON.stringify(value);
}
