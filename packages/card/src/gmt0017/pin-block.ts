import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { CommandApdu } from './apdu.ts';
import { type Dialect, FIRST_DIALECT } from './dialect.ts';
import { PIN } from './state.ts';

/** P16(x): the PIN, zero-padded to 16 bytes. `pin` is at most 16 ASCII characters. */
export function padPin(pin: string): Uint8Array {
  const block = new Uint8Array(16);
  block.set(Buffer.from(pin, 'latin1'));
  return block;
}

/** K(pin): the first 16 bytes of H(P16(pin)), an SM4 key (docs/protocol.md §1). */
export function pinKey(pin: string, { pinHash }: Pick<Dialect, 'pinHash'> = FIRST_DIALECT): Uint8Array {
  return createHash(pinHash).update(padPin(pin)).digest().subarray(0, 16);
}

/** E_K(R ‖ 00*8): what VerifyPIN carries. `challenge` is 8 bytes. */
export function challengeAnswer(key: Uint8Array, challenge: Uint8Array): Uint8Array {
  const block = new Uint8Array(16);
  block.set(challenge);
  return encryptBlock(key, block);
}

/** E_K of one 16-byte block, SM4-ECB. */
export function encryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}

/** @returns the PIN in a decrypted block, or undefined when it is none (a wrong key, a NUL inside, too short). */
export function openPin(key: Uint8Array, encrypted: Uint8Array): string | undefined {
  const decipher = createDecipheriv('sm4-ecb', key, null).setAutoPadding(false);
  const block = Buffer.concat([decipher.update(encrypted), decipher.final()]);
  const pin = block.toString('latin1').replace(/\0+$/, '');
  return PIN.test(pin) ? pin : undefined;
}

/**
 * MAC4 over a command whose data, without the MAC, is `data`: first 4 bytes of the last block of SM4-CBC with
 * IV = R ‖ 00*8 over CLA INS P1 P2 ‖ Lc(2), as the dialect has it ‖ 00 00 ‖ data ‖ 80 ‖ 00*. `challenge` is 8 bytes.
 */
export function commandMac(
  key: Uint8Array,
  challenge: Uint8Array,
  { cla, ins, p1, p2 }: Pick<CommandApdu, 'cla' | 'ins' | 'p1' | 'p2'>,
  data: Uint8Array,
  { lcInMac, lcEndian }: Pick<Dialect, 'lcInMac' | 'lcEndian'> = FIRST_DIALECT,
): Uint8Array {
  const lc = data.length + (lcInMac ? 4 : 0);
  const lcBytes = lcEndian === 'big' ? [lc >> 8, lc & 0xff] : [lc & 0xff, lc >> 8];
  const message = new Uint8Array(Math.ceil((8 + data.length + 1) / 16) * 16);
  message.set([cla, ins, p1, p2, ...lcBytes, 0, 0]);
  message.set(data, 8);
  message[8 + data.length] = 0x80;
  const iv = new Uint8Array(16);
  iv.set(challenge);
  const cipher = createCipheriv('sm4-cbc', key, iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(message), cipher.final()]).subarray(-16, -12);
}
