import { sm2, sm3 } from 'sm-crypto-v2';

/** Order n of the SM2 curve (GB/T 32918.5-2017). */
const ORDER = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123');
/** GM/T 0009-2012, 10: the identifier where the parties agreed on none. Node and OpenSSL cannot set it, so they are not used. */
const DEFAULT_ID = '1234567812345678';

/** Whether these are 65 bytes 04‖X‖Y of a point on the curve: one off it would let a forger choose a weak group. */
export function isSm2Point(point: Uint8Array): boolean {
  if (point.length !== 65 || point[0] !== 4) return false;
  try {
    return sm2.verifyPublicKey(hex(point));
  } catch {
    return false;
  }
}

/**
 * e = SM3(Z‖M), 32 bytes: what an SM2 card signs (GM/T 0009-2012, 8.1 and 8.2; default identifier).
 * @param certificatePoint 65 bytes, 04‖X‖Y
 * @throws RangeError when the point is not such a point of the curve
 */
export function sm2Digest(certificatePoint: Uint8Array, message: Uint8Array): Uint8Array {
  if (!isSm2Point(certificatePoint)) throw new RangeError('not an uncompressed point of the SM2 curve');
  const point = hex(certificatePoint);
  return Buffer.from(sm3(Buffer.concat([sm2.getZ(point, DEFAULT_ID), message])), 'hex');
}

/** Verifies r‖s (64 bytes) over e = SM3(Z‖M). False for whatever is not a signature. */
export function verifySm2(point: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  const text = hex(signature);
  // GB/T 32918.2-2016, 7.1 B1 and B2: r and s lie in [1, n-1].
  if (!isScalar(text.slice(0, 64)) || !isScalar(text.slice(64))) return false;
  try {
    return sm2.doVerifySignature(sm2Digest(point, message), text, hex(point), { hash: false, der: false });
  } catch {
    return false;
  }
}

function isScalar(text: string): boolean {
  const scalar = BigInt(`0x${text}`);
  return scalar > 0n && scalar < ORDER;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
