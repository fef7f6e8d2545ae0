import { createECDH } from 'node:crypto';
import { openPrivateKey } from '../applet/private-key.ts';

/** Order of P-256 (FIPS 186-4 §D.1.2.3). */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * ECDSA over a digest that the host has made: node:crypto signs only what it has hashed itself. Its ECDH gives the curve's arithmetic.
 * Not in constant time: this card is software on the desk of whoever could time it.
 * @param privateKey PKCS#8 DER in base64, P-256. @returns r ‖ s, 64 bytes.
 */
export function signDigest(privateKey: string, digest: Uint8Array): Buffer {
  const d = toNumber(Buffer.from(openPrivateKey(privateKey).export({ format: 'jwk' }).d ?? '', 'base64url'));
  const e = toNumber(digest.subarray(0, 32));
  for (;;) {
    const ephemeral = createECDH('prime256v1');
    const point = ephemeral.generateKeys();
    const k = toNumber(ephemeral.getPrivateKey());
    const r = toNumber(point.subarray(1, 33)) % N;
    const s = (inverse(k) * (e + r * d)) % N;
    if (r !== 0n && s !== 0n) return Buffer.concat([toBytes(r), toBytes(s)]);
  }
}

/** The DER form of r ‖ s: SEQUENCE of two INTEGERs. */
export function derOf(signature: Uint8Array): Buffer {
  const parts = Buffer.concat([integer(signature.subarray(0, 32)), integer(signature.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, parts.length), parts]);
}

function integer(bytes: Uint8Array): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const trimmed = bytes.subarray(start < 0 ? bytes.length - 1 : start);
  const value = (trimmed[0] ?? 0) < 0x80 ? trimmed : Buffer.concat([Buffer.of(0), trimmed]);
  return Buffer.concat([Buffer.of(2, value.length), value]);
}

/** By Fermat: N is prime. */
function inverse(value: bigint): bigint {
  let result = 1n;
  let base = value % N;
  for (let power = N - 2n; power > 0n; power >>= 1n) {
    if ((power & 1n) === 1n) result = (result * base) % N;
    base = (base * base) % N;
  }
  return result;
}

const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
const toBytes = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
