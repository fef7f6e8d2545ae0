import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { StartFault } from '../startFault.ts';
import { readSecretFile, writeOnce } from './store.ts';

/** An Ed25519 key in PKCS #8 PEM (0600); made when there is none. @throws {StartFault} when it is readable by others or of another kind. */
export function loadSigningKey(file: string): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  if (readSecretFile(file) === undefined) {
    const made = generateKeyPairSync('ed25519').privateKey;
    writeOnce(file, made.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
  }
  const privateKey = parse(readSecretFile(file) ?? '', file);
  return { privateKey, publicKey: createPublicKey(privateKey) };
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
