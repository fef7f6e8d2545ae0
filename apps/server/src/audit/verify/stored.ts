import { type SelectQueryBuilder, sql } from 'kysely';
import type { Trx } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import type { LeafRow } from './entry.ts';

export interface Stored {
  readonly trx: Trx;
  readonly caId: string;
}

/** A place in the tree with the leaf that it names; `leaf` is null when there is no such leaf. */
export interface PlaceRow {
  readonly index: number;
  readonly leafId: string;
  readonly hash: Buffer;
  readonly leaf: LeafRow | null;
}

const ROWS_AT_ONCE = 4096;
const microseconds = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`;

const leafColumns = [
  'audit_leaves.id',
  'audit_leaves.ca_id',
  microseconds('audit_leaves.at').as('at'),
  'audit_leaves.actor',
  'audit_leaves.operation',
  'audit_leaves.subject',
  'audit_leaves.entry',
  sql<string>`audit_leaves.detail::text`.as('detail'),
  'audit_leaves.leaf_hash',
] as const;

/** Every place of the tree in order, in batches. */
export async function* places(trx: Trx, caId: string): AsyncGenerator<PlaceRow[]> {
  for (let after = -1; ; ) {
    const rows = await trx
      .selectFrom('audit_tree')
      .leftJoin('audit_leaves', 'audit_leaves.id', 'audit_tree.leaf_id')
      .select(['audit_tree.index', 'audit_tree.leaf_id', 'audit_tree.leaf_hash as hash', ...leafColumns])
      .where('audit_tree.ca_id', '=', caId)
      .where('audit_tree.index', '>', after)
      .orderBy('audit_tree.index')
      .limit(ROWS_AT_ONCE)
      .execute();
    if (rows.length === 0) return;
    yield rows.map(({ index, leaf_id, hash, ...leaf }) => ({
      index,
      leafId: leaf_id,
      hash,
      leaf: leaf.id === null ? null : (leaf as LeafRow),
    }));
    after = rows.at(-1)?.index ?? after;
  }
}

/** Leaves of this CA, or of none, that have no place in the tree. */
export const unplaced = (trx: Trx, caId: string) =>
  trx
    .selectFrom('audit_leaves')
    .leftJoin('audit_pending', (on) =>
      on.onRef('audit_pending.leaf_id', '=', 'audit_leaves.id').onRef('audit_pending.ca_id', '=', 'audit_leaves.ca_id'),
    )
    .select([...leafColumns, 'audit_pending.leaf_id as waits', 'audit_pending.seal'])
    .where(ofCaOrNone('audit_leaves.ca_id', caId))
    .where((e) => e.not(e.exists(placeOf(e, 'audit_leaves.id'))))
    .execute();

/** What waits although there is no such leaf, or although it has its place. */
export const waitingForNothing = (trx: Trx, caId: string) =>
  trx
    .selectFrom('audit_pending')
    .leftJoin('audit_leaves', (on) =>
      on.onRef('audit_leaves.id', '=', 'audit_pending.leaf_id').onRef('audit_leaves.ca_id', '=', 'audit_pending.ca_id'),
    )
    .select((e) => [
      'audit_pending.leaf_id as id',
      'audit_leaves.id as leaf',
      e.exists(placeOf(e, 'audit_pending.leaf_id')).as('isPlaced'),
    ])
    .where(ofCaOrNone('audit_pending.ca_id', caId))
    .where((e) => e.or([e('audit_leaves.id', 'is', null), e.exists(placeOf(e, 'audit_pending.leaf_id'))]))
    .execute();

const ofCaOrNone = (column: string, caId: string) =>
  sql<boolean>`(${sql.ref(column)} = ${caId} or ${sql.ref(column)} not in (select id from cas))`;

const placeOf = <DB extends Database, TB extends keyof DB & string>(
  e: { selectFrom(table: 'audit_tree'): SelectQueryBuilder<DB, TB | ('audit_tree' & keyof DB), object> },
  leafId: string,
) =>
  e
    .selectFrom('audit_tree')
    .select(sql`1`.as('one'))
    .where(sql<boolean>`audit_tree.leaf_id = ${sql.ref(leafId)}`);

/** How many rows of the tree, its nodes and its checkpoints belong to no CA. */
export async function ownerless(trx: Trx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from audit_tree where ca_id not in (select id from cas))
      + (select count(*) from audit_nodes where ca_id not in (select id from cas))
      + (select count(*) from audit_checkpoints where ca_id not in (select id from cas)) as count`.execute(trx);
  return Number(rows[0]?.count ?? 0);
}

export const storedNodes = (trx: Trx, caId: string) =>
  trx
    .selectFrom('audit_nodes')
    .select(['level', 'index', 'hash'])
    .where('ca_id', '=', caId)
    .orderBy('level')
    .orderBy('index')
    .execute();

export interface CheckpointRow {
  readonly size: number;
  readonly root: Buffer;
  readonly at: string;
  readonly note: string;
}

export async function storedCheckpoints(trx: Trx, caId: string): Promise<CheckpointRow[]> {
  const all: CheckpointRow[] = [];
  for (;;) {
    const rows = await trx
      .selectFrom('audit_checkpoints')
      .select(['size', 'root', microseconds('audit_checkpoints.at').as('at'), 'note'])
      .where('ca_id', '=', caId)
      .where('size', '>', all.at(-1)?.size ?? -1)
      .orderBy('size')
      .limit(ROWS_AT_ONCE)
      .execute();
    if (rows.length === 0) return all;
    all.push(...rows);
  }
}
