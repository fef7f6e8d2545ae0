import { chmodSync, mkdirSync } from 'node:fs';
import { Kysely } from 'kysely';
import { type DatabaseWatch, watchDialect } from '../../metrics/database.ts';
import { StartFault } from '../../startFault.ts';
import type { Log } from '../log.ts';
import type { Database } from '../schema.ts';
import { embeddedDialect } from './dialect.ts';
import { type Session, startSession } from './session.ts';
import { makeTurns } from './turns.ts';
import { startUpkeep } from './upkeep.ts';

/** Longest wait for a turn; as PostgreSQL's pool does, then the caller is told. */
const TURN_WAIT_MS = 20_000;

export interface EmbeddedStart {
  /** Absent: in memory. */
  readonly dir?: string;
  readonly snapshot?: ArrayBuffer;
  readonly log?: Log;
  readonly onLost?: (error: Error) => void;
  readonly watch?: DatabaseWatch;
}

/** @throws StartFault when the directory cannot be used or its writes cannot be made durable. */
export async function openEmbedded({ dir, snapshot, log, onLost, watch }: EmbeddedStart) {
  if (dir !== undefined) makePrivate(dir);
  let session: Session;
  try {
    session = await startSession({ ...(dir !== undefined && { dir }), ...(snapshot && { snapshot }) }, (error) => {
      log?.error({ err: error }, 'the embedded database has stopped');
      onLost?.(error);
    });
  } catch (error) {
    throw new StartFault(
      `内置数据库无法启动：${dir ?? '内存'}`,
      `the embedded database cannot start: ${dir ?? 'in memory'}`,
      error,
    );
  }
  const turns = makeTurns(TURN_WAIT_MS);
  const stopUpkeep = dir === undefined ? undefined : startUpkeep(session, turns, log);
  const dialect = embeddedDialect(session, turns);
  const db = new Kysely<Database>({ dialect: watch ? watchDialect(dialect, watch) : dialect });
  let closing: Promise<void> | undefined;

  async function script(sql: string, parameters?: readonly unknown[]) {
    const free = await turns.take();
    try {
      return (await session.query(sql, parameters)).flatMap((result) => result.rows);
    } catch (error) {
      // The session is shared: a script that failed inside its own `begin` must not leave the next one in an aborted transaction.
      await session.query('rollback');
      throw error;
    } finally {
      free();
    }
  }
  async function close() {
    stopUpkeep?.();
    await turns.close();
    await db.destroy();
    await session.close();
  }
  async function takeSnapshot() {
    const free = await turns.take();
    try {
      return await session.snapshot();
    } finally {
      free();
    }
  }
  function pool() {
    const { isHeld, waiting } = turns.now();
    return { used: isHeld ? 1 : 0, idle: isHeld ? 0 : 1, most: 1, waiting };
  }
  return { db, engine: 'embedded' as const, script, pool, snapshot: takeSnapshot, close: () => (closing ??= close()) };
}

// PGlite makes its files 0666 whatever the umask: the directory is what keeps others out.
function makePrivate(dir: string) {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    chmodSync(dir, 0o700);
  } catch (error) {
    throw new StartFault(`数据目录无法写入：${dir}`, `the database directory cannot be written: ${dir}`, error);
  }
}
