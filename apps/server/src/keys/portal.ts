import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
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
  writeOnce(join(dataDir, 'keys', 'portal.pub'), publicKey.export({ type: 'spki', format: 'pem' }).toString(), 0o644);
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
