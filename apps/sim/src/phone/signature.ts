import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far apart the two clocks may be. */
const clockSkewMs = 5 * 60_000;

/**
 * Judges HMAC-SHA-256 over `<timestamp>.<body>`, hex, with the provider's key. `timestamp`: milliseconds since 1970.
 * The time is judged after the signature: an unsigned time proves nothing.
 */
export function judgeSignature(
  { timestamp, signature, body }: { timestamp: unknown; signature: unknown; body: Buffer },
  key: string,
  now: Date,
): 'fine' | 'wrong' | 'stale' {
  if (typeof timestamp !== 'string' || !/^\d{1,16}$/.test(timestamp)) return 'wrong';
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/.test(signature)) return 'wrong';
  const expected = createHmac('sha256', key).update(`${timestamp}.`).update(body).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return 'wrong';
  return Math.abs(now.getTime() - Number(timestamp)) > clockSkewMs ? 'stale' : 'fine';
}
