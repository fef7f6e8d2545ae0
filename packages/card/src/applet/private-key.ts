import { constants, createPrivateKey, type KeyObject, privateEncrypt } from 'node:crypto';
import { Refusal, status } from './status.ts';

/** @param privateKey PKCS#8 DER in base64. */
export function openPrivateKey(privateKey: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
}

export const rsaLength = (key: KeyObject): number => (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;

/** PKCS#1 v1.5 over a DigestInfo, which needs 11 bytes of padding (RFC 8017 §9.2). @throws {Refusal} 6A80 when it is longer. */
export function signDigestInfo(privateKey: string, digestInfo: Uint8Array): Uint8Array {
  const key = openPrivateKey(privateKey);
  if (digestInfo.length > rsaLength(key) - 11) throw new Refusal(status.wrongData);
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo);
}

/** The bare power over a block that the host has padded, or wants unpadded. @throws {Refusal} 6A80 unless it is as long as the key and below its modulus. */
export function rawPower(privateKey: string, block: Uint8Array): Uint8Array {
  const key = openPrivateKey(privateKey);
  const modulus = Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url');
  if (block.length !== modulus.length || modulus.compare(block) <= 0) throw new Refusal(status.wrongData);
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);
}
