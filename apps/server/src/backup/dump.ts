import { sql } from 'kysely';
import type { Trx } from '../context.ts';
import type { Manifest } from './manifest.ts';
import { digestOf } from './tables.ts';
import type { Entry } from './tar.ts';

/** Rows in one step; a row is some kB, rarely a picture. */
const rowsAtOnce = 200;
const pieceBytes = 1024 * 1024;

/** A table's rows as lines of JSON, in pieces; what it held is written into `counted`. Only a few rows at a time are in memory. */
export async function* dumpTable(trx: Trx, table: string, counted: Manifest['tables']): AsyncGenerator<Entry> {
  counted[table] = await digestOf(trx, table);
  let piece: string[] = [];
  let [bytes, n] = [0, 0];
  const entry = (): Entry => {
    n += 1;
    const made = { name: `tables/${table}/${String(n).padStart(6, '0')}`, bytes: Buffer.from(piece.join('')) };
    [piece, bytes] = [[], 0];
    return made;
  };
  await sql`declare backup no scroll cursor for select row_to_json(t)::text as line from ${sql.table(table)} t`.execute(
    trx,
  );
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(rowsAtOnce)} from backup`.execute(trx);
    for (const { line } of rows) {
      piece.push(`${line}\n`);
      bytes += line.length;
      if (bytes >= pieceBytes) yield entry();
    }
    if (rows.length === 0) break;
  }
  if (piece.length > 0) yield entry();
  await sql`close backup`.execute(trx);
}

/** The names of the files that the snapshot names, in order. */
export async function* filesIn(trx: Trx): AsyncGenerator<string> {
  await sql`declare backup no scroll cursor for select store_key as key from files order by store_key`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ key: string }>`fetch 1000 from backup`.execute(trx);
    for (const { key } of rows) yield key;
    if (rows.length === 0) break;
  }
  await sql`close backup`.execute(trx);
}
