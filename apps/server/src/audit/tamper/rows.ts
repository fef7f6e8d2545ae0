import { sql } from 'kysely';
import type { Trx } from '../../context.ts';
import type { Chance } from './chance.ts';

/** What was done, for a person; undefined when the chosen thing cannot be done and another is to be tried. */
export type Bend = string | undefined;

const tables = ['audit_leaves', 'audit_tree', 'audit_nodes', 'audit_checkpoints', 'audit_pending'] as const;
type Table = (typeof tables)[number];

interface Column {
  readonly name: string;
  readonly type: string;
}

const columnsOf = async (trx: Trx, table: Table): Promise<Column[]> =>
  (
    await sql<Column>`
      select column_name as name, data_type as type from information_schema.columns
      where table_schema = 'public' and table_name = ${table} order by ordinal_position`.execute(trx)
  ).rows;

/** The physical place of a row: the first, the last or any. */
async function rowOf(trx: Trx, table: Table, chance: Chance): Promise<string | undefined> {
  const order = { audit_leaves: 'id', audit_pending: 'leaf_id', audit_checkpoints: 'size' }[table as string] ?? 'index';
  const { rows } = await sql<{ at: string }>`
    select ctid::text as at from ${sql.table(table)} order by ${sql.ref(order)}`.execute(trx);
  const index = chance.oneOf([0, rows.length - 1, chance.below(rows.length || 1), chance.below(rows.length || 1)]);
  return rows[index]?.at;
}

/** One byte, one character, one microsecond, one bit of a number: in any column of any row. */
export async function changeColumn(trx: Trx, chance: Chance): Promise<Bend> {
  const table = chance.oneOf(tables);
  const at = await rowOf(trx, table, chance);
  const column = chance.oneOf(await columnsOf(trx, table));
  if (at === undefined) return undefined;
  const name = sql.ref(column.name);
  const { rows } = await sql<{ text: string | null }>`
    select ${name}::text as text from ${sql.table(table)} where ctid = ${at}::tid`.execute(trx);
  const before = rows[0]?.text ?? null;
  const after = otherValue(column.type, before, chance);
  if (after === before) return undefined;
  const changed = await sql`
    update ${sql.table(table)} set ${name} = ${after}::text::${sql.raw(column.type)} where ctid = ${at}::tid and
      ${name} is distinct from ${after}::text::${sql.raw(column.type)}`.execute(trx);
  return changed.numAffectedRows === 1n ? `${table}.${column.name}: ${short(before)} → ${short(after)}` : undefined;
}

const short = (text: string | null) => (text === null ? 'null' : text.length > 60 ? `${text.slice(0, 60)}…` : text);

function otherValue(type: string, before: string | null, chance: Chance): string | null {
  if (before === null) return type === 'bytea' ? '\\x00' : 'x';
  if (type === 'bigint' || type === 'smallint') return String(Number(before) + chance.oneOf([1, -1, 2, 1000, -1000]));
  if (type.startsWith('timestamp'))
    return `${new Date(before).toISOString().slice(0, -1)}${chance.oneOf(['001', '999'])}Z`;
  const from = type === 'bytea' ? 2 : 0;
  if (before.length === from) return type === 'bytea' ? '\\x00' : 'x';
  const where = from + chance.below(before.length - from);
  const old = before[where] ?? '';
  // Hex digits stay hex digits; what becomes no JSON is tried again elsewhere.
  const drawn =
    type === 'bytea' || type === 'uuid'
      ? chance.below(16).toString(16)
      : chance.oneOf(['0', 'a', 'Z', ' ', 'é', '中', '"', '\\', '}']);
  return old === '-' && type === 'uuid' ? before : before.slice(0, where) + drawn + before.slice(where + 1);
}

/** One row, or all behind it. */
export async function removeRows(trx: Trx, chance: Chance): Promise<Bend> {
  const table = chance.oneOf(tables);
  const at = await rowOf(trx, table, chance);
  if (at === undefined) return undefined;
  await sql`delete from ${sql.table(table)} where ctid = ${at}::tid`.execute(trx);
  return `${table}: row ${at} removed`;
}

/** Two rows change the place of one column, or of all but their key. */
export async function swapRows(trx: Trx, chance: Chance): Promise<Bend> {
  const table = chance.oneOf(tables);
  const [one, other] = [await rowOf(trx, table, chance), await rowOf(trx, table, chance)];
  const columns = await columnsOf(trx, table);
  const { name } = chance.oneOf(columns.filter((column) => column.name !== 'ca_id'));
  if (!one || !other || one === other) return undefined;
  const valueAt = async (at: string) =>
    (
      await sql<{ text: string | null }>`
        select ${sql.ref(name)}::text as text from ${sql.table(table)} where ctid = ${at}::tid`.execute(trx)
    ).rows[0]?.text ?? null;
  const [first, second] = [await valueAt(one), await valueAt(other)];
  if (first === second) return undefined;
  const type = sql.raw(columns.find((column) => column.name === name)?.type ?? 'text');
  await dropKeys(trx, table);
  await sql`update ${sql.table(table)} set ${sql.ref(name)} = (case when ctid = ${one}::tid then ${second} else ${first} end)::text::${type}
    where ctid in (${one}::tid, ${other}::tid)`.execute(trx);
  return `${table}.${name}: rows ${one} and ${other} swapped`;
}

/** A row more: a copy under another key, or the very same again. */
export async function insertRow(trx: Trx, chance: Chance): Promise<Bend> {
  const table = chance.oneOf(tables);
  const at = await rowOf(trx, table, chance);
  if (at === undefined) return undefined;
  const keys: Record<Table, readonly string[]> = {
    audit_leaves: ['id'],
    audit_tree: ['index', 'leaf_id'],
    audit_nodes: ['index'],
    audit_checkpoints: ['size'],
    audit_pending: ['leaf_id'],
  };
  const fresh = (name: string) =>
    name === 'id' || name === 'leaf_id'
      ? sql`gen_random_uuid()`
      : sql`(select coalesce(max(${sql.ref(name)}), 0) + ${1 + chance.below(3)} from ${sql.table(table)})`;
  const values = (await columnsOf(trx, table)).map(({ name }) =>
    keys[table].includes(name) ? fresh(name) : sql.ref(name),
  );
  await sql`insert into ${sql.table(table)} select ${sql.join(values)} from ${sql.table(table)} where ctid = ${at}::tid`.execute(
    trx,
  );
  return `${table}: a copy of row ${at} inserted`;
}

/** A leaf, its hash, its place and the nodes above it, all made to fit each other again. */
export async function rewrite(trx: Trx, chance: Chance): Promise<Bend> {
  const { rows } = await sql<{
    index: number;
    id: string;
  }>`select index, leaf_id as id from audit_tree order by index`.execute(trx);
  const { index, id } = chance.oneOf(rows);
  const actor = `system${chance.below(100)}`;
  await sql`update audit_leaves set actor = ${actor}, entry = replace(entry, '"actor":"system"', ${`"actor":"${actor}"`})
    where id = ${id}`.execute(trx);
  await sql`update audit_leaves set leaf_hash = sha256('\\x00'::bytea || convert_to(entry, 'UTF8')) where id = ${id}`.execute(
    trx,
  );
  await sql`update audit_tree set leaf_hash = (select leaf_hash from audit_leaves where id = leaf_id) where index = ${index}`.execute(
    trx,
  );
  return `entry ${index} rewritten with all its hashes`;
}

/** The database put back to an older checkpoint, whole and consistent in itself. */
export async function cutBack(trx: Trx, chance: Chance): Promise<Bend> {
  const { rows } = await sql<{ size: number }>`select size from audit_checkpoints order by size desc offset 1`.execute(
    trx,
  );
  const { size } = chance.oneOf(rows);
  await sql`delete from audit_pending`.execute(trx);
  await sql`delete from audit_leaves where id not in (select leaf_id from audit_tree where index < ${size})`.execute(
    trx,
  );
  await sql`delete from audit_tree where index >= ${size}`.execute(trx);
  await sql`delete from audit_nodes where (index + 1) * power(256, level) > ${size}`.execute(trx);
  await sql`delete from audit_checkpoints where size > ${size}`.execute(trx);
  return `the database cut back to checkpoint ${size}`;
}

/** Keys would forbid what a superuser can do once they are dropped. */
async function dropKeys(trx: Trx, table: Table): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select conname as name from pg_constraint where conrelid = ${table}::regclass and contype in ('p', 'u')`.execute(
    trx,
  );
  for (const { name } of rows)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)} cascade`.execute(trx);
}
