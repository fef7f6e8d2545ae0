import { sql } from 'kysely';
import type { Db, Trx } from '../context.ts';
import type { Manifest } from './manifest.ts';

/** Every table of the schema by name, but the list of migrations, which the restoring program writes itself. */
export async function tablesOf(db: Db | Trx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname <> 'migrations' order by relname`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

/** The columns that can be written, in their order. */
export async function columnsOf(trx: Trx, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_generated = 'NEVER' order by ordinal_position`.execute(
    trx,
  );
  return rows.map(({ name }) => name);
}

/** Where each sequence stands; null: not used yet. */
export async function sequencesOf(trx: Trx): Promise<Record<string, number | null>> {
  const { rows } = await sql<{ name: string; at: number | null }>`
    select sequencename as name, last_value as at from pg_sequences where schemaname = current_schema() order by 1`.execute(
    trx,
  );
  return Object.fromEntries(rows.map(({ name, at }) => [name, at === null ? null : Number(at)]));
}

/** How many rows a table has, and a sum over a hash of each that their order does not change. The same on both engines. */
export async function digestOf(trx: Db | Trx, table: string): Promise<Manifest['tables'][string]> {
  const { rows } = await sql<{ rows: number; digest: string }>`
    select count(*) as rows, coalesce(sum(('x' || left(encode(sha256(convert_to(row_to_json(t)::text, 'UTF8')), 'hex'), 16))::bit(64)::bigint), 0)::text as digest
    from ${sql.table(table)} t`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error(`${table} could not be counted`);
  return { rows: Number(row.rows), digest: row.digest };
}
