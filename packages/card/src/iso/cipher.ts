import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Ciphers of admin keys. */
export const adminCiphers = ['3des', 'aes128', 'aes192', 'aes256'] as const;
export type AdminCipher = (typeof adminCiphers)[number];

const NAMES = {
  '3des': { ecb: 'des-ede3', cbc: 'des-ede3-cbc', key: 24, block: 8 },
  aes128: { ecb: 'aes-128-ecb', cbc: 'aes-128-cbc', key: 16, block: 16 },
  aes192: { ecb: 'aes-192-ecb', cbc: 'aes-192-cbc', key: 24, block: 16 },
  aes256: { ecb: 'aes-256-ecb', cbc: 'aes-256-cbc', key: 32, block: 16 },
} as const;

/** Bytes of a key. */
export const keyLength = (cipher: AdminCipher): number => NAMES[cipher].key;
/** Bytes of a block. */
export const blockLength = (cipher: AdminCipher): number => NAMES[cipher].block;

/** Whole blocks, no padding. CBC starts from zero. */
export function encrypt(cipher: AdminCipher, mode: 'ecb' | 'cbc', key: Uint8Array, blocks: Uint8Array): Buffer {
  const stream = createCipheriv(NAMES[cipher][mode], key, initial(cipher, mode)).setAutoPadding(false);
  return Buffer.concat([stream.update(blocks), stream.final()]);
}

export function decrypt(cipher: AdminCipher, mode: 'ecb' | 'cbc', key: Uint8Array, blocks: Uint8Array): Buffer {
  const stream = createDecipheriv(NAMES[cipher][mode], key, initial(cipher, mode)).setAutoPadding(false);
  return Buffer.concat([stream.update(blocks), stream.final()]);
}

function initial(cipher: AdminCipher, mode: 'ecb' | 'cbc'): Uint8Array | null {
  return mode === 'ecb' ? null : new Uint8Array(blockLength(cipher));
}
