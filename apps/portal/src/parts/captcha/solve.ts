import type { CaptchaAnswer, CaptchaChallenge } from '@jiesuo/contract/portal';

/** Keys tried at once: the browser computes them on threads of its own. */
const atOnce = 16;

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Tries counters from 0 until the key begins with the prefix (ALTCHA v2, PBKDF2): password = nonce, then the counter in 4 bytes, big end first.
 * `onProgress`: tries so far over the most there can be. @throws Error when there is no such counter, or the page has no WebCrypto (plain http).
 */
export async function solve(
  challenge: CaptchaChallenge,
  onProgress: (share: number) => void,
): Promise<CaptchaAnswer['solution']> {
  const { parameters } = challenge;
  const { keyPrefix, data, cost, keyLength } = parameters;
  const salt = bytesOf(parameters.salt);
  const nonce = bytesOf(parameters.nonce);
  const derive = async (counter: number) => {
    const password = new Uint8Array(nonce.length + 4);
    password.set(nonce);
    new DataView(password.buffer).setUint32(nonce.length, counter);
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
    const bits = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: cost };
    return hexOf(new Uint8Array(await crypto.subtle.deriveBits(bits, key, keyLength * 8)));
  };
  for (let first = 0; first <= data.most; first += atOnce) {
    const counters = Array.from({ length: atOnce }, (_, i) => first + i);
    const keys = await Promise.all(counters.map(derive));
    const found = keys.findIndex((key) => key.startsWith(keyPrefix));
    if (found >= 0) return { counter: first + found, derivedKey: keys[found] ?? '' };
    onProgress(Math.min(1, (first + atOnce) / (data.most + 1)));
  }
  throw new Error('the challenge has no solution');
}
