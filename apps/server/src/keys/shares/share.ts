import { createHash } from 'node:crypto';

/** One custodian's part of the key that opens the root key. */
export interface Share {
  /** Which split it is of: 8 hex digits. */
  readonly set: string;
  readonly bytes: Uint8Array;
}

/** Of Crockford's base 32: nothing that is read for something else. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const head = 'JS1';
const setBytes = 4;
/** 32 of the key and one that says which share it is. */
const shareBytes = 33;
const checkBytes = 4;
const groupLetters = 6;

/** `JS1` and 66 letters in groups of six: set, share, and four bytes of SHA-256 against mistyping. */
export function writeShare({ set, bytes }: Share): string {
  const body = Buffer.concat([Buffer.from(set, 'hex'), bytes]);
  const text = encode(Buffer.concat([body, checkOf(body)]));
  return [head, ...(text.match(new RegExp(`.{1,${groupLetters}}`, 'g')) ?? [])].join('-');
}

/** @returns undefined for what is no share, or mistyped. Case, blanks and hyphens do not count. */
export function readShare(text: string): Share | undefined {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const letters = plain.slice(head.length);
  const body = plain.startsWith(head) ? decode(letters) : undefined;
  if (body?.length !== setBytes + shareBytes + checkBytes) return undefined;
  // The last letter holds bits that are of no byte.
  if (encode(body) !== letters) return undefined;
  const said = body.subarray(0, -checkBytes);
  if (!checkOf(said).equals(body.subarray(-checkBytes))) return undefined;
  return { set: said.subarray(0, setBytes).toString('hex'), bytes: new Uint8Array(said.subarray(setBytes)) };
}

/** What custodians and the audit log call a share: it tells nothing of it. */
export const markOf = ({ bytes }: Share): string =>
  createHash('sha256').update('jiesuo share mark').update(bytes).digest('hex').slice(0, 8);

const checkOf = (body: Uint8Array): Buffer => createHash('sha256').update(body).digest().subarray(0, checkBytes);

function encode(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}

function decode(text: string): Buffer | undefined {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(held >> bits);
      held &= (1 << bits) - 1;
    }
  }
  return Buffer.from(bytes);
}
