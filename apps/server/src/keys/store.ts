import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StartFault } from '../startFault.ts';

/**
 * Reads a key file, or undefined when there is none.
 * @throws {StartFault} when anybody but the owner may read or write it (Windows keeps no such bits: its ACLs are the operator's).
 */
export function readSecretFile(file: string): string | undefined {
  let mode: number;
  try {
    mode = statSync(file).mode;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(file);
  }
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new StartFault(
      `密钥文件 ${file} 的权限必须是 0600，请执行：chmod 600 ${file}`,
      `the key file ${file} must have mode 0600. Run: chmod 600 ${file}`,
    );
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw unreadable(file);
  }
}

const unreadable = (file: string) => new StartFault(`无法读取密钥文件 ${file}`, `the key file ${file} cannot be read`);

/** Writes a new file whole and synced, or leaves the one that is there: a crash never leaves half a key. @returns whether it was written. @throws {StartFault} */
export function writeOnce(file: string, text: string, mode: 0o600 | 0o644): boolean {
  try {
    return link(file, text, mode);
  } catch (error) {
    throw new StartFault(`无法写入密钥文件 ${file}`, `the key file ${file} cannot be written`, error);
  }
}

/** Exchanges a secret file's content; a crash leaves the old or the new. It stays its owner's alone. @throws {StartFault} */
export function overwrite(file: string, text: string): void {
  try {
    const fresh = writeBeside(file, text, 0o600);
    renameSync(fresh, file);
    const folder = openSync(dirname(file), 'r');
    fsyncSync(folder);
    closeSync(folder);
  } catch (error) {
    throw new StartFault(`无法写入密钥文件 ${file}`, `the key file ${file} cannot be written`, error);
  }
}

function writeBeside(file: string, text: string, mode: number): string {
  const fresh = join(dirname(file), `.${randomUUID()}`);
  const fd = openSync(fresh, 'wx', mode);
  try {
    writeSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return fresh;
}

function link(file: string, text: string, mode: number): boolean {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = writeBeside(file, text, mode);
  try {
    chmodSync(fresh, mode);
    linkSync(fresh, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}
