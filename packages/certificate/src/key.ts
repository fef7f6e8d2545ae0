import { createPublicKey } from 'node:crypto';
import { CertificateFault, type PublicKey } from './certificate.ts';
import { childAt, type Element, magnitude, oidAt, readDer, TAG, wholeOctets } from './der.ts';
import { isSm2Point } from './sm2.ts';

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
/** GB/T 33560 (SM2), RFC 5480 (P-256, P-384). */
const CURVES: Readonly<Record<string, { kind: 'sm2' | 'ec'; bits: number }>> = {
  '1.2.156.10197.1.301': { kind: 'sm2', bits: 256 },
  '1.2.840.10045.3.1.7': { kind: 'ec', bits: 256 },
  '1.3.132.0.34': { kind: 'ec', bits: 384 },
};
/** Below: broken. Above: a hostile key that makes each verification slow. */
const RSA_BITS = { least: 1024, most: 8192 };

/** Reads a SubjectPublicKeyInfo and proves that the key can be used. @throws CertificateFault malformed, unsupported_key */
export function readPublicKey(spki: Element): PublicKey {
  const algorithm = childAt(spki, 0, TAG.sequence);
  const value = wholeOctets(childAt(spki, 1, TAG.bitString));
  if (spki.children.length !== 2) throw new CertificateFault('malformed');
  switch (oidAt(algorithm, 0)) {
    case RSA:
      return readRsaKey(spki.bytes, value);
    case EC:
      return readPointKey(spki.bytes, algorithm, value);
    default:
      throw new CertificateFault('unsupported_key');
  }
}

function readRsaKey(spki: Uint8Array, value: Uint8Array): PublicKey {
  const modulus = magnitude(childAt(readDer(value), 0, TAG.integer));
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  if (bits < RSA_BITS.least || bits > RSA_BITS.most) throw new CertificateFault('unsupported_key');
  proveReadable(spki);
  return { kind: 'rsa', bits, spki };
}

function readPointKey(spki: Uint8Array, algorithm: Element, point: Uint8Array): PublicKey {
  const curve = algorithm.children[1]?.oid;
  const named = curve === undefined ? undefined : CURVES[curve];
  if (!named) throw new CertificateFault('unsupported_key');
  if (point[0] !== 4 || point.length !== 1 + named.bits / 4) throw new CertificateFault('unsupported_key');
  if (named.kind === 'ec') proveReadable(spki);
  else if (!isSm2Point(point)) throw new CertificateFault('malformed');
  return { ...named, spki, point };
}

/** OpenSSL checks that the point lies on its curve. Never called with an SM2 key. */
function proveReadable(spki: Uint8Array): void {
  try {
    createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    throw new CertificateFault('malformed');
  }
}
