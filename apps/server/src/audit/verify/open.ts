import { readConfig } from '../../config.ts';
import type { Trx } from '../../context.ts';
import { lockDataDir } from '../../db/lock.ts';
import { openDatabase } from '../../db/open.ts';
import { createLog } from '../../logging.ts';
import { StartFault } from '../../startFault.ts';
import type { Stored } from './stored.ts';

/**
 * One snapshot of the database for reading only, without any key. The embedded database has room for one process: the server must be stopped.
 * @throws {StartFault} when the data is in use, cannot be opened or has no such CA.
 */
export async function withSnapshot<T>(env: NodeJS.ProcessEnv, run: (stored: Stored) => Promise<T>): Promise<T> {
  const { dataDir, databaseUrl, database, caCode } = readConfig(env);
  const lock = databaseUrl === undefined ? lockDataDir(dataDir) : undefined;
  try {
    const opened = await openDatabase({ dataDir, databaseUrl, database, log: createLog('warn'), poolSize: 1 });
    try {
      return await opened.db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (trx) => run({ trx, caId: await caOf(trx, caCode) }));
    } finally {
      await opened.close();
    }
  } finally {
    lock?.release();
  }
}

async function caOf(trx: Trx, code: string): Promise<string> {
  const row = await trx.selectFrom('cas').select('id').where('code', '=', code).executeTakeFirst();
  if (row) return row.id;
  throw new StartFault(`数据库中没有 CA ${code}`, `there is no CA ${code} in the database`);
}
