import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Makes this process the only sim of a data folder. The lock is the operating system's on an open file (SQLite brings it to every
 * system): it ends with the process, however that ends, so there is no stale lock to judge.
 * @returns what gives the lock back. @throws Error with one sentence for a person when another sim runs, or the folder is not writable.
 */
export function lockFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    throw new Error(`数据目录不可写：${folder} (the data folder is not writable)`);
  }
  const held = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    held.exec('begin exclusive');
  } catch {
    held.close();
    throw new Error(`数据目录正被另一个模拟器使用：${folder} (another sim uses this data folder)`);
  }
  return () => held.close();
}
