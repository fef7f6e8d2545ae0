import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { StartFault } from '../startFault.ts';
import { faultOf } from './faults.ts';
import type { OpenDatabase } from './open.ts';
import type { Database } from './schema.ts';

export interface Migration {
  /** The file's name without `.sql`: `001-first`. */
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
  /** Takes away what an older program needs: its file begins with the line `-- contract`. All others only add, so that old nodes go on. */
  readonly isContract?: boolean;
}
interface Applied {
  readonly name: string;
  readonly sha256: string;
  readonly isContract: boolean;
}

/** Any constant: all nodes of an installation meet at it. */
const LOCK = 7_153_301;

/** A file waits so long for a table, then steps back: who waits for a whole table makes all others wait behind it. */
const tableSeconds = 4;
const triesMost = 60;

export const migrations: readonly Migration[] = readMigrations(new URL('./migrations/', import.meta.url));

/**
 * Brings the database to the newest schema, each file in its own transaction. Concurrent callers: one does it, the others wait and find it done.
 * Nodes of the version before go on meanwhile. A database that is newer than this program serves it as long as its newer files only added.
 * @returns the names that this call applied. @throws StartFault when an applied file was changed, or a newer one took away what this program needs.
 */
export async function migrate(
  { db, engine }: Pick<OpenDatabase, 'db' | 'engine'>,
  files: readonly Migration[] = migrations,
): Promise<string[]> {
  if (pendingOf(await readApplied(db), files).length === 0) return [];
  return db.connection().execute(async (session) => {
    if (engine === 'postgres')
      await sql`set lock_timeout = 0; set statement_timeout = 0; select pg_advisory_lock(${sql.lit(LOCK)})`.execute(
        session,
      );
    try {
      await sql`create table if not exists migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now());
        alter table migrations add column if not exists is_contract boolean not null default false`.execute(session);
      const pending = pendingOf(await readApplied(session), files);
      for (const file of pending) {
        await apply(session, file);
      }
      return pending.map((file) => file.name);
    } finally {
      if (engine === 'postgres')
        await sql`reset lock_timeout; reset statement_timeout; select pg_advisory_unlock(${sql.lit(LOCK)})`.execute(
          session,
        );
    }
  });
}

/** What `migrate` would apply now. @throws {StartFault} as `migrate` does. */
export const pending = async (db: Kysely<Database>): Promise<readonly Migration[]> =>
  pendingOf(await readApplied(db), migrations);

/** In a transaction of its own, so that nothing of a file stays when it fails. */
async function apply(session: Kysely<Database>, { name, text, sha256, isContract = false }: Migration): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await session.transaction().execute(async (trx) => {
        await sql`set local lock_timeout = ${sql.lit(`${tableSeconds}s`)}`.execute(trx);
        await sql.raw(text).execute(trx);
        await sql`insert into migrations (name, sha256, is_contract) values (${name}, ${sha256}, ${isContract})`.execute(
          trx,
        );
      });
    } catch (error) {
      if (faultOf(error) !== 'busy' || tries === triesMost) throw error;
      await sleep(1_000);
    }
  }
}

/** Files `NNN-name.sql` of a folder in order. @throws Error when a number is missing, used twice or not of three digits. */
function readMigrations(folder: URL): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  return names.map((file, i) => {
    if (!file.startsWith(`${String(i + 1).padStart(3, '0')}-`)) throw new Error(`${file} is not migration ${i + 1}`);
    // A checkout on Windows may have other line ends; the meaning is the same, so is the hash.
    const text = readFileSync(new URL(file, folder), 'utf8').replaceAll('\r\n', '\n');
    return {
      name: file.slice(0, -4),
      text,
      sha256: createHash('sha256').update(text).digest('hex'),
      isContract: text.startsWith('-- contract\n'),
    };
  });
}

async function readApplied(db: Kysely<Database>): Promise<readonly Applied[]> {
  const table = await sql<{ found: boolean }>`select to_regclass('migrations') is not null as found`.execute(db);
  if (!table.rows[0]?.found) return [];
  const { rows } = await sql<Applied>`
    select name, sha256, coalesce((to_jsonb(m) ->> 'is_contract')::boolean, false) as "isContract"
    from migrations m order by name`.execute(db);
  return rows;
}

function pendingOf(applied: readonly Applied[], files: readonly Migration[]): readonly Migration[] {
  for (const [i, row] of applied.entries()) {
    const file = files[i];
    if (!file && row.isContract)
      throw new StartFault(
        '数据库的版本比本程序新，请先升级程序',
        'the database is newer than this program; upgrade the program first',
      );
    if (!file) continue;
    if (file.name !== row.name || file.sha256 !== row.sha256)
      throw new StartFault(
        `数据库迁移 ${row.name} 与本程序中的不一致`,
        `migration ${row.name} is not the one that was applied to this database`,
      );
  }
  return files.slice(applied.length);
}
