import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartFault } from '../startFault.ts';

export { StartFault };

/** Kept reachable: a handle that is collected closes its file, and the lock would go while the process lives. */
const holding = new Set<DatabaseSync>();

export interface DataDirLock {
  release(): void;
}

/**
 * Holds DATA_DIR for this process alone, and makes it (0700) when it is missing: PGlite opens a directory twice without a word and ruins it.
 * The lock is the operating system's on an open file (through SQLite, which has it on every system): it ends with the process, however that ends,
 * so there is no stale lock to judge. The pid beside it is only for the message.
 * @throws StartFault when another process holds it, or the path is no directory, or it cannot be written.
 */
export function lockDataDir(dir: string): DataDirLock {
  makeDirectory(dir);
  const pidFile = join(dir, 'lock.pid');
  const held = take(join(dir, 'lock'), dir, pidFile);
  try {
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    held.close();
    throw notWritable(dir, error);
  }
  holding.add(held);
  return {
    release() {
      if (holding.delete(held)) held.close();
    },
  };
}

function take(file: string, dir: string, pidFile: string): DatabaseSync {
  let held: DatabaseSync | undefined;
  try {
    held = new DatabaseSync(file, { timeout: 0 });
    held.exec('begin exclusive');
    return held;
  } catch (error) {
    held?.close();
    if (!isBusy(error)) throw notWritable(dir, error);
    const pid = readPid(pidFile);
    throw new StartFault(
      `数据目录 ${dir} 正被另一个进程使用${pid ? `（进程号 ${pid}）` : ''}，请先停止它`,
      `the data directory ${dir} is in use by another process${pid ? ` (pid ${pid})` : ''}; stop it first`,
    );
  }
}

function makeDirectory(dir: string) {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (!isCode(error, 'EEXIST', 'ENOTDIR')) throw notWritable(dir, error);
    throw new StartFault(`数据目录 ${dir} 不是一个目录`, `the data directory ${dir} is not a directory`, error);
  }
  if (!statSync(dir).isDirectory())
    throw new StartFault(`数据目录 ${dir} 不是一个目录`, `the data directory ${dir} is not a directory`);
}

function notWritable(dir: string, cause: unknown): StartFault {
  return new StartFault(
    `数据目录 ${dir} 无法写入，请检查权限与磁盘空间`,
    `the data directory ${dir} cannot be written; check its permissions and the disk`,
    cause,
  );
}

function readPid(file: string): string | undefined {
  try {
    return /^\d+$/m.exec(readFileSync(file, 'utf8'))?.[0];
  } catch {
    return undefined;
  }
}

/** SQLITE_BUSY */
const BUSY = 5;
const isBusy = (error: unknown) => error instanceof Error && 'errcode' in error && error.errcode === BUSY;
const isCode = (error: unknown, ...codes: string[]) =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));
