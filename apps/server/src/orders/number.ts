import { randomInt } from 'node:crypto';
import { dayOf } from '@jiesuo/contract';

/** Read aloud and typed by people: none of 0 O, 1 I L. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const randomLength = 6;

/** `CA`, the day in Asia/Shanghai, six random characters (31⁶ a day): nobody guesses a neighbour's number. */
export function orderNumber(now: Date): string {
  const day = dayOf(now).replaceAll('-', '');
  return `CA${day}${Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join('')}`;
}
