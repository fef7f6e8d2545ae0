import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes this process the only sim of a data folder; a lock left by a killed process is taken over.
 * @returns what gives the lock back. @throws Error with one sentence for a person when another sim runs.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'sim.lock');
  const mine = `${process.pid} ${birthOf(process.pid) ?? ''}`;
  for (let tries = 0; tries < 3; tries++) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const [pid, birth] = readLock(path);
    if (pid !== undefined && isAlive(pid, birth))
      throw new Error(`数据目录正被另一个模拟器使用：${folder} (another sim, process ${pid}, uses this data folder)`);
    rmSync(path, { force: true });
  }
  throw new Error(`无法锁定数据目录：${folder} (the data folder cannot be locked)`);
}

function readLock(path: string): [number | undefined, string | undefined] {
  try {
    const [pid, birth] = readFileSync(path, 'utf8').split(' ');
    return [Number(pid) || undefined, birth];
  } catch {
    return [undefined, undefined];
  }
}

function isAlive(pid: number, birth: string | undefined): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const now = birthOf(pid);
  // Numbers are given again: a process born at another time is another process.
  return birth === undefined || birth === '' || now === undefined || now === birth;
}

/** Start time in clock ticks since boot: field 22 of proc(5)'s stat, the 20th after the name. Linux only. */
function birthOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
