import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What secret scanners look for; tells a person where the string belongs. */
const prefix = 'jsk_';
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 40;
const checkLength = 6;
const shape = new RegExp(`^${prefix}[0-9A-Za-z]{${randomLength + checkLength}}$`);

export interface NewSecret {
  /** Shown once. `jsk_`, 40 random characters (238 bits), and six of CRC-32, by which a scanner tells a real one from look-alikes. */
  readonly secret: string;
  readonly hash: string;
  readonly hint: string;
}

export function newSecret(): NewSecret {
  const random = randomLetters();
  const secret = `${prefix}${random}${checkOf(random)}`;
  return { secret, hash: hashOf(secret), hint: secret.slice(0, prefix.length + 4) };
}

/** Judged before the database is asked. */
export const isWellFormed = (secret: string): boolean =>
  shape.test(secret) && checkOf(secret.slice(prefix.length, -checkLength)) === secret.slice(-checkLength);

/** A plain hash is enough for what is random: nothing shorter than the whole space can be tried. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Bytes from 248 on are thrown away: they would make the first letters likelier. */
function randomLetters(): string {
  let text = '';
  while (text.length < randomLength)
    for (const byte of randomBytes(randomLength))
      if (byte < 248 && text.length < randomLength) text += letters[byte % 62];
  return text;
}

function checkOf(text: string): string {
  let left = crc32(text);
  let check = '';
  for (let i = 0; i < checkLength; i++) {
    check = `${letters[left % 62]}${check}`;
    left = Math.floor(left / 62);
  }
  return check;
}
