import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import { childAt, magnitude, readDer, TAG } from './der.ts';
import { verifySm2 } from './sm2.ts';

type Holder = Pick<Certificate, 'key'>;
type Scheme = { kind: 'sm2' | 'rsa' | 'ec'; hash: string };

/** Signature algorithms that a chain may use: GM/T 0006 (SM2 with SM3), RFC 8017 A.2.4, RFC 5758. SHA-1 and MD5 are absent on purpose. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  '1.2.156.10197.1.501': { kind: 'sm2', hash: 'sm3' },
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'sha512' },
  '1.2.840.10045.4.3.2': { kind: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ec', hash: 'sha512' },
};

/** DigestInfo of SHA-256 up to the digest (RFC 8017, 9.2 note 1). */
const SHA256_DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/**
 * Whether `issuer` signed `certificate`: names chain byte for byte, the issuer is a CA that may sign certificates,
 * and the signature verifies. Validity and revocation are asked elsewhere. Never throws.
 */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!Buffer.from(certificate.issuer.der).equals(issuer.subject.der)) return false;
  if (!issuer.basicConstraintsCa || issuer.keyUsage?.has('keyCertSign') === false) return false;
  const { tbs, signature } = certificate;
  const scheme = SCHEMES[certificate.signatureAlgorithm];
  if (!scheme || scheme.kind !== issuer.key.kind) return false;
  return answerFalseOnThrow(() =>
    scheme.kind === 'sm2'
      ? issuer.key.point !== undefined && verifySm2(issuer.key.point, tbs, concatenateSm2(signature))
      : verify(scheme.hash, tbs, nodeKey(issuer), signature),
  );
}

/**
 * The proof-of-possession check: whether the certificate's key signed `message`.
 * SM2: r‖s over SM3(Z‖M), default identifier (GM/T 0009). EC: r‖s (IEEE P1363) over SHA-256. RSA: PKCS#1 v1.5 over SHA-256.
 * Never throws: hostile bytes are answered with false.
 */
export function verifySignature(certificate: Holder, message: Uint8Array, signature: Uint8Array): boolean {
  const { kind, point } = certificate.key;
  if (kind === 'sm2') return point !== undefined && verifySm2(point, message, signature);
  return answerFalseOnThrow(() => {
    const key = nodeKey(certificate);
    return verify('sha256', message, kind === 'ec' ? { key, dsaEncoding: 'ieee-p1363' } : key, signature);
  });
}

/** Whether `at` lies within notBefore and notAfter, both included (RFC 5280, 4.1.2.5). */
export function isValidAt(certificate: Pick<Certificate, 'notBefore' | 'notAfter'>, at: Date): boolean {
  return certificate.notBefore.getTime() <= at.getTime() && at.getTime() <= certificate.notAfter.getTime();
}

/** The DigestInfo of SHA-256(message), DER, 51 bytes: what an RSA card pads and signs (RFC 8017, 9.2). */
export function rsaDigestInfo(message: Uint8Array): Uint8Array {
  return Buffer.concat([SHA256_DIGEST_INFO, createHash('sha256').update(message).digest()]);
}

/** Only for RSA and EC: node's SM2 uses an empty identifier, and some of its exports abort the process. */
function nodeKey({ key }: Holder): KeyObject {
  if (key.kind === 'sm2') throw new TypeError('SM2 keys are not for node:crypto');
  return createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
}

/** The DER SEQUENCE of r and s in a certificate as r‖s. @throws CertificateFault malformed, RangeError */
function concatenateSm2(der: Uint8Array): Uint8Array {
  const sequence = readDer(der);
  if (sequence.tag !== TAG.sequence || sequence.children.length !== 2) throw new RangeError('not an SM2 signature');
  const signature = new Uint8Array(64);
  for (const index of [0, 1]) {
    const scalar = magnitude(childAt(sequence, index, TAG.integer));
    if (scalar.length > 32) throw new RangeError('not an SM2 signature');
    signature.set(scalar, 32 * (index + 1) - scalar.length);
  }
  return signature;
}

function answerFalseOnThrow(question: () => boolean): boolean {
  try {
    return question();
  } catch {
    return false;
  }
}
