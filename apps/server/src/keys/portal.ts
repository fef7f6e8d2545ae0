import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StartFault } from '../startFault.ts';
import { readSecretFile, writeOnce } from './store.ts';

/** Signs tickets and receipts; bridges hold the public half in their configuration. Ed25519. */
export interface PortalKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * `keys/portal.key` (PKCS #8 PEM, 0600) with `portal.pub` (SPKI PEM) beside it; made at the first start.
 * @throws {StartFault} when it is readable by others or not an Ed25519 key.
 */
export function loadPortalKey(dataDir: string): PortalKey {
  const file = join(dataDir, 'keys', 'portal.key');
  let text = readSecretFile(file);
  if (text === undefined) {
    const made = generateKeyPairSync('ed25519').privateKey;
    writeOnce(file, made.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
    text = readSecretFile(file);
  }
  const privateKey = parse(text ?? '', file);
  const publicKey = createPublicKey(privateKey);
  keepBeside(join(dataDir, 'keys', 'portal.pub'), publicKey.export({ type: 'spki', format: 'pem' }).toString());
  return { privateKey, publicKey };
}

function parse(pem: string, file: string): KeyObject {
  const fault = () =>
    new StartFault(`签名密钥 ${file} 不是有效的 Ed25519 私钥`, `the signing key ${file} is not an Ed25519 private key`);
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw fault();
  }
  if (key.asymmetricKeyType !== 'ed25519') throw fault();
  return key;
}

/** Bridges are configured from this file: it must never be of a key that was here before. */
function keepBeside(file: string, pem: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === pem) return;
  rmSync(file, { force: true });
  writeOnce(file, pem, 0o644);
}
