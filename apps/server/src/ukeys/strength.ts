import type { Model } from '@jiesuo/models';

/** A remote reset shows one VERIFY transcript to whoever runs the client; an admin PIN that can be guessed offline is then as good as told (reference: 8 digits fall in minutes). */
const remoteLength = 16;
const least = 10;
/** Runs, repeats and words that were seen. */
const habits = /(.)\1{2}|0123|1234|2345|3456|4567|5678|6789|abcd|qwer|admin|password/i;

/**
 * True unless the PIN could have come from a random generator over printable characters: 16 long, varied, no pattern.
 * It cannot prove randomness; it finds the habits that were seen: short, digits only, repeats, words.
 */
export function isWeakAdminPin(pin: string): boolean {
  if (pin.length < remoteLength) return true;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(pin)).length;
  return kinds < 3 || new Set(pin).size < least || habits.test(pin);
}

/** True for keys that come with cards (zeros, runs, one byte over and over), and for 3DES keys that are worth but one DES key. */
export function isWeakAdminKey(hex: string): boolean {
  const bytes = hex.match(/../g) ?? [];
  const parts = hex.match(/.{16}/g) ?? [];
  return new Set(bytes).size < bytes.length / 2 || parts.some((part, n) => part === parts[n + 1]);
}

/** Judged by what the model's method would show of it. A secret that is released shows itself, so that only a habit counts: who guesses it needs no release. */
export function isWeakSecret({ reset }: Model, secret: string): boolean {
  if (reset.method === 'challenge_response') return isWeakAdminKey(secret);
  if (reset.method === 'gmt0017') return isWeakAdminPin(secret);
  return habits.test(secret) || new Set(secret).size < Math.min(secret.length, 8) / 2;
}
