import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSecretFile } from '../../keys/store.ts';
import { StartFault } from '../../startFault.ts';

const bitsLeast = 2048;

/** An RSA private key in PEM (PKCS#8 or PKCS#1) that only this user may read. @throws {StartFault} naming the setting and what is wrong. */
export function readPrivateKey(variable: string, file: string): KeyObject {
  const text = readSecretFile(file);
  if (text === undefined) throw missing(variable, file);
  if (/BEGIN (?:RSA )?PUBLIC KEY|BEGIN CERTIFICATE/.test(text))
    throw wrong(variable, file, '应为私钥，却是公钥或证书', 'must be a private key, but holds a public one');
  if (/ENCRYPTED/.test(text))
    throw wrong(variable, file, '有口令保护，请先去掉口令', 'is protected by a passphrase; remove it first');
  return judged(variable, file, () => createPrivateKey(text));
}

export interface PublicKey {
  readonly key: KeyObject;
  /** Where the file holds a certificate. */
  readonly certificate: X509Certificate | undefined;
}

/** An RSA public key or certificate in PEM. @throws {StartFault} naming the setting and what is wrong. */
export function readPublicKey(variable: string, file: string): PublicKey {
  const text = readText(variable, file);
  if (/PRIVATE KEY/.test(text))
    throw wrong(variable, file, '应为公钥，却是私钥', 'must be a public key, but holds a private one');
  let certificate: X509Certificate | undefined;
  const key = judged(variable, file, () => {
    certificate = text.includes('BEGIN CERTIFICATE') ? new X509Certificate(text) : undefined;
    return certificate?.publicKey ?? createPublicKey(text);
  });
  return { key, certificate };
}

/** WeChat's APIv3 key: 32 characters. @throws {StartFault} */
export function readApiV3Key(variable: string, file: string): Buffer {
  const text = readSecretFile(file)?.trim();
  if (text === undefined) throw missing(variable, file);
  if (!/^[\x21-\x7e]{32}$/.test(text))
    throw wrong(variable, file, '应为 32 个字符的 APIv3 密钥', 'must hold the APIv3 key of 32 characters');
  return Buffer.from(text);
}

/** Whether the sim of this data folder made the key, wherever it was copied to. */
export function isOfSim(dataDir: string, key: KeyObject): boolean {
  const ours = spki(key);
  return ['sim/keys', 'demo'].some((folder) => {
    const path = join(dataDir, folder, 'gateways.json');
    return existsSync(path) && pemsIn(readFileSync(path, 'utf8')).some((pem) => spki(createPublicKey(pem)) === ours);
  });
}

const pemsIn = (json: string): string[] =>
  json
    .replaceAll('\\n', '\n')
    .match(/-----BEGIN (?:PRIVATE|PUBLIC) KEY-----[^-]+-----END (?:PRIVATE|PUBLIC) KEY-----/g) ?? [];

const spki = (key: KeyObject): string =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' }).toString('base64');

function judged(variable: string, file: string, read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch {
    throw wrong(
      variable,
      file,
      '不是 PEM 格式（以 -----BEGIN 开头）的密钥',
      'is no key in PEM (that begins with -----BEGIN)',
    );
  }
  if (key.asymmetricKeyType !== 'rsa') throw wrong(variable, file, '不是 RSA 密钥', 'is no RSA key');
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < bitsLeast)
    throw wrong(variable, file, `只有 ${bits} 位，至少要 2048 位`, `has ${bits} bits; 2048 is the least`);
  return key;
}

function readText(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw missing(variable, file);
  }
}

const missing = (variable: string, file: string) =>
  new StartFault(`无法读取 ${variable} 指定的文件 ${file}`, `the file ${file} of ${variable} cannot be read`);
const wrong = (variable: string, file: string, zh: string, en: string) =>
  new StartFault(`${variable} 指定的文件 ${file} ${zh}`, `the file ${file} of ${variable} ${en}`);
