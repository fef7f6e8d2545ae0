import { randomInt } from 'node:crypto';
import { dayOf } from '@jiesuo/contract';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomLength = 20;

/** `P`, the day in Asia/Shanghai, 100 random bits: 29 characters that fit every gateway, and that nobody guesses. */
export const attemptNumber = (now: Date): string => numberOf('P', now);
/** The same with `R`: our number of a refund. */
export const refundNumber = (now: Date): string => numberOf('R', now);

function numberOf(kind: 'P' | 'R', now: Date): string {
  const day = dayOf(now).replaceAll('-', '');
  return `${kind}${day}${Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join('')}`;
}
