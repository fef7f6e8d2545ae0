import { constants, existsSync, mkdirSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Trx } from '../context.ts';
import type { DatabaseSettings } from '../db/environment.ts';
import { migrate } from '../db/migrate.ts';
import { type OpenDatabase, openDatabase } from '../db/open.ts';
import { createLog } from '../logging.ts';
import { StartFault } from '../startFault.ts';
import { dumpTable } from './dump.ts';
import { loadPiece, openTables, settleTables } from './load.ts';
import type { Manifest } from './manifest.ts';
import { sequencesOf, tablesOf } from './tables.ts';

export interface Moved {
  readonly tables: Manifest['tables'];
  readonly sequences: Manifest['sequences'];
}

/**
 * Puts all rows of DATA_DIR's embedded database into an empty PostgreSQL, in one transaction, which commits when every table there has the same
 * number of rows and the same sum over their hashes. The embedded database is read from a copy, which may be migrated: it stays as it is,
 * to the byte. After a kill it can be run again. The caller holds DATA_DIR. @throws {StartFault}
 */
export async function moveDatabase(dataDir: string, url: string, database: DatabaseSettings): Promise<Moved> {
  if (!existsSync(join(dataDir, 'db')))
    throw new StartFault(`${dataDir} 里没有内置数据库`, `there is no embedded database in ${dataDir}`);
  const target = await openDatabase({ databaseUrl: url, database, log: createLog('warn'), poolSize: 2 });
  try {
    await refuseFilled(target);
    return await withCopy(dataDir, async (source) => {
      await migrate(source);
      await migrate(target);
      return source.db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((from) => target.db.transaction().execute((to) => pour(from, to)));
    });
  } finally {
    await target.close();
  }
}

async function pour(from: Trx, to: Trx): Promise<Moved> {
  const names = await tablesOf(from);
  if (!isDeepStrictEqual(names, await tablesOf(to)))
    throw new StartFault('目标数据库里有别的表', 'there are other tables in the target');
  const opened = await openTables(to);
  const tables: Manifest['tables'] = {};
  for (const name of names)
    for await (const { bytes } of dumpTable(from, name, tables)) await loadPiece(to, name, bytes.toString());
  await opened.close();
  const moved = { tables, sequences: await sequencesOf(from) };
  await settleTables(to, moved);
  return moved;
}

async function refuseFilled({ db }: OpenDatabase): Promise<void> {
  for (const table of await tablesOf(db)) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0)
      throw new StartFault(
        `目标数据库不是空的：表 ${table} 里有数据。只能搬到空的数据库`,
        `the target is not empty: ${table} holds rows. Data moves to an empty database only`,
      );
  }
}

/** Room for another copy of the database is needed in DATA_DIR meanwhile. */
async function withCopy<T>(dataDir: string, run: (source: OpenDatabase) => Promise<T>): Promise<T> {
  const copy = join(dataDir, 'moving');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { mode: 0o700 });
  try {
    await cp(join(dataDir, 'db'), join(copy, 'db'), { recursive: true, mode: constants.COPYFILE_FICLONE });
    const source = await openDatabase({ dataDir: copy, log: createLog('warn') });
    try {
      return await run(source);
    } finally {
      await source.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
