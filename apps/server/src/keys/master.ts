import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { StartFault } from '../startFault.ts';
import { overwrite, readSecretFile, writeOnce } from './store.ts';

type Place = Pick<Config, 'dataDir' | 'isProduction' | 'masterKey' | 'masterKeyFile'>;

/** Master keys, the newest first, and where they lie; no file where they stand in the environment. */
export interface KeyFile {
  readonly keys: readonly Buffer[];
  readonly file: string | undefined;
}

/** While master keys are exchanged, a file holds two; more are an operator's mistake. */
const keysMost = 10;

/** The newest of the master keys. @throws {StartFault} as `loadMasterKeys`. */
export function loadMasterKey(config: Place): Buffer {
  const [key] = loadMasterKeys(config).keys;
  if (key) return key;
  throw new StartFault('主密钥文件是空的', 'the master key file is empty');
}

/**
 * The operator's keys: JIESUO_KEY, else JIESUO_KEY_FILE, else `keys/master.key` in the data directory, which is made at the first start
 * outside production. A file holds one key a line, the newest first: while keys are exchanged, two.
 * @throws {StartFault} when one is missing, of the wrong length, or readable by others.
 */
export function loadMasterKeys(config: Place): KeyFile {
  if (config.masterKey !== undefined) return { keys: [decode(config.masterKey, 'JIESUO_KEY')], file: undefined };
  if (config.masterKeyFile !== undefined) {
    const text = readSecretFile(config.masterKeyFile);
    if (text === undefined)
      throw new StartFault(
        `找不到主密钥文件 ${config.masterKeyFile}`,
        `the master key file ${config.masterKeyFile} does not exist`,
      );
    return { keys: decodeLines(text, config.masterKeyFile), file: config.masterKeyFile };
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
  return { keys: decodeLines(text ?? '', file), file };
}

/** Whether the operator gave a key, rather than that the first start made one beside the data. */
export const isMasterKeyGiven = (config: Pick<Config, 'masterKey' | 'masterKeyFile'>): boolean =>
  config.masterKey !== undefined || config.masterKeyFile !== undefined;

/** Exchanges what a key file holds, whole and synced. @throws {StartFault} when it cannot be written. */
export function rewriteKeys(file: string, keys: readonly Buffer[]): void {
  overwrite(file, keys.map((key) => `${key.toString('hex')}\n`).join(''));
}

function decodeLines(text: string, from: string): Buffer[] {
  const lines = text.trim().split(/\s*\n\s*/);
  return lines.slice(0, keysMost).map((line) => decode(line, from));
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
