import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { StartFault } from '../startFault.ts';
import { readSecretFile, writeOnce } from './store.ts';

/**
 * The 32 bytes that every other key comes from: JIESUO_KEY, else JIESUO_KEY_FILE, else `keys/master.key` in the data directory,
 * which is made at the first start outside production.
 * @throws {StartFault} when it is missing, of the wrong length, or readable by others.
 */
export function loadMasterKey(
  config: Pick<Config, 'dataDir' | 'isProduction' | 'masterKey' | 'masterKeyFile'>,
): Buffer {
  if (config.masterKey !== undefined) return decode(config.masterKey, 'JIESUO_KEY');
  if (config.masterKeyFile !== undefined) {
    const text = readSecretFile(config.masterKeyFile);
    if (text === undefined)
      throw new StartFault(
        `找不到主密钥文件 ${config.masterKeyFile}`,
        `the master key file ${config.masterKeyFile} does not exist`,
      );
    return decode(text, config.masterKeyFile);
  }
  if (config.isProduction)
    throw new StartFault(
      '生产环境必须设置 JIESUO_KEY_FILE 或 JIESUO_KEY',
      'production needs JIESUO_KEY_FILE or JIESUO_KEY',
    );
  const file = join(config.dataDir, 'keys', 'master.key');
  let text = readSecretFile(file);
  if (text === undefined) {
    writeOnce(file, `${randomBytes(32).toString('hex')}\n`, 0o600);
    text = readSecretFile(file);
  }
  return decode(text ?? '', file);
}

function decode(text: string, from: string): Buffer {
  const trimmed = text.trim();
  if (/^[0-9a-fA-F]{64}$/.test(trimmed)) return Buffer.from(trimmed, 'hex');
  // 32 bytes are 43 characters of base64 and one of padding.
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return Buffer.from(trimmed, 'base64');
  throw new StartFault(
    `主密钥（${from}）必须是 32 字节的十六进制或 base64`,
    `the master key (${from}) must be 32 bytes in hex or base64`,
  );
}
