import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { idOf } from './keyring.ts';

/** One AES-256-GCM key with the name that its envelopes carry. */
export interface SealingKey {
  readonly id: string;
  readonly key: Buffer;
}

const ivBytes = 12;
const tagBytes = 16;

/** A 32-byte key of one purpose, by HKDF-SHA-256 (RFC 5869) from the root key or a master key: no purpose can open another's envelopes. */
export const derive = (master: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `jiesuo ${purpose} v1`, 32));

export const sealingKey = (master: Buffer, purpose: string): SealingKey => {
  const key = derive(master, purpose);
  return { id: idOf(key), key };
};

/** `v1.<key id>.<iv>.<ciphertext and tag>`; `place` and the head are authenticated, so a moved envelope does not open. */
export function seal(by: SealingKey, place: string, bytes: Buffer): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', by.key, iv);
  cipher.setAAD(Buffer.from(`v1.${by.id}.${place}`));
  const closed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  return `v1.${by.id}.${iv.toString('base64url')}.${closed.toString('base64url')}`;
}

/** @throws Error when the envelope is malformed, of another key, changed, or was made for another place. */
export function open(by: SealingKey, place: string, sealed: string): Buffer {
  const parts = /^v1\.([0-9a-f]{8})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})$/.exec(sealed);
  if (!parts) throw new Error(`malformed envelope at ${place}`);
  if (parts[1] !== by.id) throw new Error(`envelope of another key at ${place}`);
  const closed = Buffer.from(parts[3] ?? '', 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', by.key, Buffer.from(parts[2] ?? '', 'base64url'), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(`v1.${by.id}.${place}`));
  decipher.setAuthTag(closed.subarray(-tagBytes));
  try {
    // GCM's final() adds no bytes: this is the only copy, for the caller to wipe.
    const opened = decipher.update(closed.subarray(0, -tagBytes));
    decipher.final();
    return opened;
  } catch {
    throw new Error(`envelope changed or moved at ${place}`);
  }
}

/** The id of the key that made an envelope. */
export const keyIdOf = (sealed: string): string | undefined => /^v1\.([0-9a-f]{8})\./.exec(sealed)?.[1];
