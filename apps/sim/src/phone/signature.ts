import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far apart the two clocks may be. */
const clockSkewSeconds = 300;

/**
 * Judges `v1=` + hex HMAC-SHA-256 over `<timestamp>.<body>` with the provider's key. `timestamp`: Unix seconds.
 * The time is judged after the signature: an unsigned time proves nothing.
 */
export function judgeSignature(
  { timestamp, signature, body }: { timestamp: unknown; signature: unknown; body: Buffer },
  key: string,
  now: Date,
): 'fine' | 'wrong' | 'stale' {
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return 'wrong';
  if (typeof signature !== 'string' || !/^v1=[0-9a-f]{64}$/.test(signature)) return 'wrong';
  const expected = createHmac('sha256', key).update(`${timestamp}.`).update(body).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature.slice(3), 'hex'))) return 'wrong';
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) > clockSkewSeconds ? 'stale' : 'fine';
}
