import { timingSafeEqual } from 'node:crypto';

/** Compares in constant time; different lengths are unequal. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
