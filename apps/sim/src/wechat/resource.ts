import { createCipheriv, createDecipheriv } from 'node:crypto';

const tagBytes = 16;
const algorithm = 'aes-256-gcm';

/** AEAD_AES_256_GCM as APIv3 has it. @returns base64 of the ciphertext and its 16-byte tag. */
export function seal(text: string, key: Buffer, nonce: string, associated: string): string {
  const cipher = createCipheriv(algorithm, key, Buffer.from(nonce), { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(associated));
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** @throws Error where key, nonce, associated data or ciphertext are not those of `seal`. */
export function open(sealed: string, key: Buffer, nonce: string, associated: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(algorithm, key, Buffer.from(nonce), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(associated));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  return decipher.update(bytes.subarray(0, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
}
