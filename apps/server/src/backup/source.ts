import { connect } from 'node:net';
import { createInterface } from 'node:readline/promises';
import type { Config } from '../config.ts';
import type { DatabaseSettings } from '../db/environment.ts';
import { lockDataDir } from '../db/lock.ts';
import { type OpenDatabase, openDatabase } from '../db/open.ts';
import { createLog } from '../logging.ts';
import { StartFault } from '../startFault.ts';
import { doorOf } from './door.ts';
import { noteOffline } from './note.ts';

/**
 * The database to be backed up: PostgreSQL itself; the embedded one where no server runs; where one runs, a copy that it makes of it.
 * Nothing is migrated. @throws {StartFault}
 */
export async function withSource<T>(config: Config, run: (opened: OpenDatabase) => Promise<T>): Promise<T> {
  const { dataDir, databaseUrl, database } = config;
  const note = ({ db }: OpenDatabase) => noteOffline(config, db);
  if (databaseUrl !== undefined) return withDatabase({ databaseUrl, database }, run, note);
  let lock: ReturnType<typeof lockDataDir>;
  try {
    lock = lockDataDir(dataDir);
  } catch (error) {
    return withCopy(dataDir, error, (copy) => withDatabase({ dataDir: copy }, run));
  }
  try {
    return await withDatabase({ dataDir }, run, note);
  } finally {
    lock.release();
  }
}

async function withDatabase<T>(
  where: { readonly databaseUrl: string; readonly database: DatabaseSettings } | { readonly dataDir: string },
  run: (opened: OpenDatabase) => Promise<T>,
  before?: (opened: OpenDatabase) => Promise<void>,
): Promise<T> {
  const opened = await openDatabase({ ...where, log: createLog('warn'), poolSize: 1 });
  try {
    await before?.(opened);
    return await run(opened);
  } finally {
    await opened.close();
  }
}

/** The server removes the copy when the connection ends, also with this process. @throws the `locked` of the data folder when nobody answers there. */
async function withCopy<T>(dataDir: string, locked: unknown, run: (dir: string) => Promise<T>): Promise<T> {
  const path = doorOf(dataDir);
  if (path === undefined) throw locked;
  const socket = connect(path);
  try {
    const line = await new Promise<string>((done, fail) => {
      socket.once('error', () => fail(locked));
      createInterface(socket)
        .once('line', done)
        .once('close', () => fail(locked));
    });
    const { dir } = JSON.parse(line) as { readonly dir?: string };
    if (dir === undefined)
      throw new StartFault(
        '服务器现在不能复制数据库：可能另一个备份正在进行，或磁盘已满',
        'the server cannot copy its database now: another backup may be running, or the disk is full',
      );
    return await run(dir);
  } finally {
    socket.destroy();
  }
}
