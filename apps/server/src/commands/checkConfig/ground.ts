import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockDataDir } from '../../db/lock.ts';
import { isMasterKeyGiven, loadMasterKeys } from '../../keys/master.ts';
import { type Finding, found, type Surroundings, tried } from './finding.ts';

/** Writes a file and takes it away again; a folder that is not there yet is judged by the nearest one above it. */
export function checkFolder({ config: { dataDir } }: Surroundings): readonly Finding[] {
  let folder = dataDir;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const file = join(folder, `.check-${randomUUID()}`);
  try {
    writeFileSync(file, '', { mode: 0o600 });
    rmSync(file);
  } catch {
    return [found('DATA_DIR', 'wrong', `不能写入数据目录 ${folder}`, `the data folder ${folder} cannot be written`)];
  }
  if (folder !== dataDir)
    return [found('DATA_DIR', 'note', `首次启动时创建 ${dataDir}`, `${dataDir} is made at the first start`)];
  if (process.platform !== 'win32' && (statSync(dataDir).mode & 0o077) !== 0)
    return [
      found(
        'DATA_DIR',
        'note',
        `${dataDir} 其他用户也能读，应为 0700`,
        `others may read ${dataDir}; it should be 0700`,
      ),
    ];
  return [found('DATA_DIR', 'good', `可以写入 ${dataDir}`, `${dataDir} can be written`)];
}

export function checkMasterKey({ config }: Surroundings): Promise<readonly Finding[]> {
  const isGiven = isMasterKeyGiven(config);
  if (!isGiven && (config.vault.hsm || config.vault.isUnsealedByShares)) return Promise.resolve([]);
  if (!isGiven && !existsSync(join(config.dataDir, 'keys', 'master.key')))
    return Promise.resolve([
      found(
        'JIESUO_KEY_FILE',
        'note',
        '没有设置主密钥，首次启动时自动生成',
        'no master key is set: one is made at the first start',
      ),
    ]);
  return tried('JIESUO_KEY_FILE', () => {
    const { keys } = loadMasterKeys(config);
    if (keys.length > 1)
      return found(
        'JIESUO_KEY_FILE',
        'note',
        '有多把主密钥：更换完成后请执行 vault retire',
        'there are several master keys: run vault retire when the exchange is done',
      );
    return found('JIESUO_KEY_FILE', 'good', '主密钥可用', 'the master key is usable');
  });
}

/** Nothing is opened: the embedded database's one process may be the server that runs. */
export function checkEmbedded(dataDir: string): Promise<readonly Finding[]> {
  const kind = found('DATABASE_URL', 'note', '没有设置，使用内置数据库', 'not set: the embedded database is used');
  if (!existsSync(join(dataDir, 'lock'))) return Promise.resolve([kind]);
  return tried('DATABASE_URL', () => {
    try {
      lockDataDir(dataDir).release();
      return kind;
    } catch {
      return found(
        'DATABASE_URL',
        'note',
        '使用内置数据库，服务器正在运行',
        'the embedded database is used; a server is running',
      );
    }
  });
}
