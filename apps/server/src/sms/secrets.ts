import { readSecretFile } from '../keys/store.ts';
import { StartFault } from '../startFault.ts';

/** One secret in a file of its own, 0600. @throws {StartFault} when it is missing, empty, or readable by others. */
export function readSecret(file: string): string {
  const secret = readSecretFile(file)?.trim();
  if (!secret) throw new StartFault(`密钥文件 ${file} 不存在或为空`, `the secret file ${file} is missing or empty`);
  return secret;
}
