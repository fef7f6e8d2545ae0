import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Trx } from '../context.ts';
import { StartFault } from '../startFault.ts';
import type { Manifest } from './manifest.ts';
import { columnsOf, digestOf, tablesOf } from './tables.ts';

interface Relation {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/**
 * Empties the tables of a fresh schema and makes them ready to take rows in any order, by rights of the owner alone: rules that refuse changes
 * sleep, and references are put back, and judged, at the end. @returns what puts everything back.
 */
export async function openTables(trx: Trx): Promise<{ close(): Promise<void> }> {
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx);
  await sql`set local statement_timeout = 0`.execute(trx);
  const tables = await tablesOf(trx);
  const relations = await relationsOf(trx);
  for (const table of tables) await sql`alter table ${sql.table(table)} disable trigger user`.execute(trx);
  for (const { table, name } of relations)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(trx);
  await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))}`.execute(trx);
  return {
    async close() {
      for (const { table, name, definition } of relations)
        await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(trx);
      for (const table of tables) await sql`alter table ${sql.table(table)} enable trigger user`.execute(trx);
    },
  };
}

async function relationsOf(trx: Trx): Promise<Relation[]> {
  const { rows } = await sql<Relation>`
    select c.relname as table, conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = conrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace order by 1, 2`.execute(trx);
  return rows;
}

const columns = new WeakMap<Trx, Map<string, string[]>>();

/** Puts lines of JSON, as `dumpTable` made them, into their table. */
export async function loadPiece(trx: Trx, table: string, lines: string): Promise<void> {
  const known = columns.get(trx) ?? new Map<string, string[]>();
  columns.set(trx, known);
  const names = known.get(table) ?? (await columnsOf(trx, table));
  known.set(table, names);
  const list = sql.join(names.map((name) => sql.ref(name)));
  const rows = `[${lines.trimEnd().split('\n').join(',')}]`;
  await sql`insert into ${sql.table(table)} (${list}) overriding system value
    select ${list} from json_populate_recordset(null::${sql.table(table)}, ${rows}::json)`.execute(trx);
}

/** @throws {StartFault} when a table does not hold what the backup says. */
export async function settleTables(
  trx: Trx,
  { tables, sequences }: Pick<Manifest, 'tables' | 'sequences'>,
): Promise<void> {
  for (const [name, at] of Object.entries(sequences))
    if (at !== null) await sql`select setval(${name}::regclass, ${at}::bigint)`.execute(trx);
  for (const [table, made] of Object.entries(tables))
    if (!isDeepStrictEqual(await digestOf(trx, table), made))
      throw new StartFault(`表 ${table} 恢复后与备份不符`, `the table ${table} is not what was backed up`);
}
