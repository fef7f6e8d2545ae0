import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartFault } from '../startFault.ts';

/** Says which backup is being restored here; gone when that is done. */
export const markOf = (dataDir: string): string => join(dataDir, 'restore.begun');

/** Nobody starts a server on half of a restore, which would take it for a new installation. @throws {StartFault} */
export function refuseHalf(dataDir: string): void {
  if (!existsSync(markOf(dataDir))) return;
  throw new StartFault(
    '这里有一次没有完成的恢复：请用同一份备份重新执行 restore',
    'a restore was not finished here: run restore again with the same backup',
  );
}
