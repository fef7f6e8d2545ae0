import { randomInt } from 'node:crypto';

/** Read aloud and typed by people: none of 0 O, 1 I L. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const randomLength = 6;
const shanghaiMs = 8 * 3_600_000;

/** `CA`, the day in Asia/Shanghai, six random characters (31⁶ a day): nobody guesses a neighbour's number. */
export function orderNumber(now: Date): string {
  const day = new Date(now.getTime() + shanghaiMs).toISOString().slice(0, 10).replaceAll('-', '');
  return `CA${day}${Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join('')}`;
}
