import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Trx } from '../context.ts';
import type { Who } from '../operation.ts';
import type { Leaf } from './leaf.ts';

/** Where a leaf comes from. `actor` is `actorOf(who)`, or `system` for a job. */
export interface LeafOrigin {
  readonly caId: string;
  readonly at: Date;
  readonly actor: string;
  readonly operation: string;
  /** Of the request; null for a job. */
  readonly requestId: string | null;
}

export const actorOf = (who: Who): string =>
  who.kind === 'customer' ? `customer:${who.accountId}` : who.kind === 'staff' ? `staff:${who.staffId}` : 'anyone';

/** RFC 6962 §2.1: the 0x00 keeps a leaf from ever passing as a node of the tree. */
export const leafHash = (entry: string): Buffer => createHash('sha256').update(Buffer.of(0)).update(entry).digest();

/**
 * Adds one leaf in the transaction of what it tells of. Operations call `act.write`; jobs call this.
 * The hash is over `entry`, kept byte for byte. @returns the leaf's id and hash, for evidence.
 */
export async function writeLeaf(trx: Trx, origin: LeafOrigin, leaf: Leaf): Promise<{ id: string; hash: Buffer }> {
  const row = rowOf(origin, leaf);
  await trx.insertInto('audit_leaves').values(row).execute();
  return { id: row.id, hash: row.leaf_hash };
}

/** One leaf for each of several things that one transaction did, in their order. */
export async function writeLeaves(trx: Trx, origin: LeafOrigin, leaves: readonly Leaf[]): Promise<void> {
  const rows = leaves.map((leaf) => rowOf(origin, leaf));
  if (rows.length > 0) await trx.insertInto('audit_leaves').values(rows).execute();
}

function rowOf({ caId, at, actor, operation, requestId }: LeafOrigin, leaf: Leaf) {
  const id = uuid();
  const detail = leaf.detail ?? {};
  const subject = leaf.subject ?? null;
  const entry = canonical({ v: 1, ca: caId, id, at: at.toISOString(), actor, operation, subject, detail, requestId });
  return {
    id,
    ca_id: caId,
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
