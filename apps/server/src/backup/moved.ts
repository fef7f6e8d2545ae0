import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFault } from '../startFault.ts';

/** Says where the embedded database's content went; the database itself stays as it was. */
const markOf = (dataDir: string): string => join(dataDir, 'moved');

export const markMoved = (dataDir: string, to: string): void =>
  writeFileSync(markOf(dataDir), `${to}\n`, { mode: 0o600 });

/** Whoever forgets DATABASE_URL after a move would take orders into the old database, where nobody looks. @throws {StartFault} */
export function refuseMoved(dataDir: string): void {
  if (!existsSync(markOf(dataDir))) return;
  const to = readFileSync(markOf(dataDir), 'utf8').trim();
  throw new StartFault(
    `这里的数据已搬到 ${to}：请设置 DATABASE_URL。若要回到旧数据库（搬走之后的数据不在其中），请删除 ${markOf(dataDir)}`,
    `the data here was moved to ${to}: set DATABASE_URL. To go back to the old database, which has nothing of what came since, remove ${markOf(dataDir)}`,
  );
}
