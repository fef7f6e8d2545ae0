import { randomInt } from 'node:crypto';
import { dayOf } from '@jiesuo/contract';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomLength = 20;

/** `P`, the day in Asia/Shanghai, 100 random bits: 29 characters that fit every gateway, and that nobody guesses. */
export const attemptNumber = (now: Date): string => numberOf('P', now, randomLength);
/** The same with `R`: our number of a refund. */
export const refundNumber = (now: Date): string => numberOf('R', now, randomLength);

/** A kind's letters, the day in Asia/Shanghai, and so many random characters of five bits. */
export function numberOf(kind: string, now: Date, length: number): string {
  const day = dayOf(now).replaceAll('-', '');
  return `${kind}${day}${Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')}`;
}
