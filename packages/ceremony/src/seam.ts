/** The one seam to Node: everything else in this package is plain TypeScript, but for `seal.ts`, which is WebCrypto. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';

export type { KeyObject };

export const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
export const sha1 = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest();
export const sm3 = (bytes: Uint8Array): Buffer => createHash('sm3').update(bytes).digest();

const sm4 = (mode: 'sm4-ecb' | 'sm4-cbc', key: Uint8Array, iv: Uint8Array | null, data: Uint8Array): Buffer => {
  const cipher = createCipheriv(mode, key, iv);
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(data), cipher.final()]);
};
/** SM4-ECB over whole blocks, no padding (GB/T 32907). */
export const sm4Encrypt = (key: Uint8Array, blocks: Uint8Array): Buffer => sm4('sm4-ecb', key, null, blocks);
/** Last block of SM4-CBC over whole blocks. */
export const sm4CbcMac = (key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Buffer =>
  sm4('sm4-cbc', key, iv, blocks).subarray(-16);

/** Block ciphers of cards with a symmetric admin key: `des-ede3-cbc`, `aes-128-ecb` and the like, as OpenSSL calls them. */
export type BlockCipher = `${'des-ede3' | 'aes-128' | 'aes-192' | 'aes-256'}-${'cbc' | 'ecb'}`;
const zeroIv = (cipher: BlockCipher): Buffer | null =>
  cipher.endsWith('-ecb') ? null : Buffer.alloc(cipher.startsWith('des') ? 8 : 16);
/** Whole blocks, no padding, IV 0. @throws RangeError or the library's error for a key or data of another length. */
export function encryptBlocks(cipher: BlockCipher, key: Uint8Array, blocks: Uint8Array): Buffer {
  const made = createCipheriv(cipher, key, zeroIv(cipher));
  made.setAutoPadding(false);
  return Buffer.concat([made.update(blocks), made.final()]);
}
export function decryptBlocks(cipher: BlockCipher, key: Uint8Array, blocks: Uint8Array): Buffer {
  const made = createDecipheriv(cipher, key, zeroIv(cipher));
  made.setAutoPadding(false);
  return Buffer.concat([made.update(blocks), made.final()]);
}
/** In the same time wherever they differ; false for other lengths. */
export const isSame = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && timingSafeEqual(left, right);

/** A fresh Ed25519 key pair (RFC 8032); the public half as 32 raw bytes. */
export function newSigningKey(): { privateKey: KeyObject; publicKey: Buffer } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: rawPublicKey(publicKey) };
}
/** An Ed25519 SubjectPublicKeyInfo is this prefix and the 32 raw bytes (RFC 8410 §4). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
/** @throws Error when it is not an Ed25519 key. */
export function rawPublicKey(key: KeyObject): Buffer {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
  const whole = key.type === 'private' ? createPublicKey(key) : key;
  return whole.export({ format: 'der', type: 'spki' }).subarray(-32);
}
/** PKCS#8 PEM or DER. */
export const signingKeyFrom = (pem: string | Buffer): KeyObject => createPrivateKey(pem);
export const signBytes = (key: KeyObject, bytes: Uint8Array): Buffer => sign(null, bytes, key);
/** False for a wrong signature and for anything that is no key or no signature. Never throws. */
export function isSignedBy(rawKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (rawKey.length !== 32 || signature.length !== 64) return false;
  try {
    return verify(
      null,
      bytes,
      createPublicKey({ key: Buffer.concat([spkiPrefix, rawKey]), format: 'der', type: 'spki' }),
      signature,
    );
  } catch {
    return false;
  }
}
