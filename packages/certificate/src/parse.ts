import { createHash } from 'node:crypto';
import { type Certificate, CertificateFault } from './certificate.ts';
import { childAt, type Element, magnitude, oidAt, readDer, TAG, wholeOctets } from './der.ts';
import { readDistinguishedName } from './distinguished.ts';
import { readBasicConstraintsCa, readExtensions, readKeyUsage } from './extensions.ts';
import { readIdentity } from './identity.ts';
import { readPublicKey } from './key.ts';
import { sameName } from './names.ts';
import { readTime } from './validity.ts';

/** Certificates of UKeys are 1 to 2 KiB; nothing larger than this is looked at. */
export const LARGEST_CERTIFICATE_BYTES = 16 * 1024;
const TAG_VERSION = 0xa0;
const TAG_EXTENSIONS = 0xa3;

/**
 * Reads one DER certificate (RFC 5280; SM2 by GB/T 20518), without trusting it. Bytes after it are refused.
 * The result keeps a copy of `der`.
 * @throws CertificateFault too_large (over 16 KiB), malformed, unsupported_key (not SM2, P-256, P-384 or RSA of 1024 to 8192 bits)
 */
export function parseCertificate(der: Uint8Array): Certificate {
  if (der.length > LARGEST_CERTIFICATE_BYTES) throw new CertificateFault('too_large');
  try {
    return readCertificate(readDer(der));
  } catch (fault) {
    // The ASN.1 library throws errors of many kinds on hostile bytes; callers get one.
    throw fault instanceof CertificateFault ? fault : new CertificateFault('malformed');
  }
}

function readCertificate(root: Element): Certificate {
  if (root.tag !== TAG.sequence || root.children.length !== 3) throw new CertificateFault('malformed');
  const tbs = childAt(root, 0, TAG.sequence);
  const signatureAlgorithm = oidAt(childAt(root, 1, TAG.sequence), 0);
  const start = tbs.children[0]?.tag === TAG_VERSION ? 1 : 0;
  const validity = childAt(tbs, start + 3, TAG.sequence);
  const subject = readDistinguishedName(childAt(tbs, start + 4, TAG.sequence));
  const extensions = readExtensions(tbs.children.slice(start + 6).find(({ tag }) => tag === TAG_EXTENSIONS));
  // RFC 5280, 4.1.1.2: the outer algorithm is not signed, so it must repeat the inner one.
  if (oidAt(childAt(tbs, start + 1, TAG.sequence), 0) !== signatureAlgorithm) throw new CertificateFault('malformed');
  return {
    der: root.bytes,
    serialNumber: hex(magnitude(childAt(tbs, start, TAG.integer))).toUpperCase(),
    subject,
    issuer: readDistinguishedName(childAt(tbs, start + 2, TAG.sequence)),
    notBefore: readTime(childAt(validity, 0)),
    notAfter: readTime(childAt(validity, 1)),
    key: readPublicKey(childAt(tbs, start + 5, TAG.sequence)),
    keyUsage: readKeyUsage(extensions),
    fingerprint: createHash('sha256').update(root.bytes).digest('hex'),
    identity: readIdentity(extensions, subject),
    basicConstraintsCa: readBasicConstraintsCa(extensions),
    tbs: tbs.bytes,
    signature: wholeOctets(childAt(root, 2, TAG.bitString)),
    signatureAlgorithm,
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/**
 * The names under which a certificate may know its subscriber: every CN and O, and the pieces of an `@`-delimited CN
 * (`051@N9132…@name@1`) except those that are plainly a number or a code.
 */
export function subscriberNames({ subject }: Pick<Certificate, 'subject'>): string[] {
  const values = (oid: string) => subject.attributes.filter((entry) => entry.oid === oid).map(({ value }) => value);
  const commonNames = values('2.5.4.3');
  const pieces = commonNames.filter((name) => name.includes('@')).flatMap((name) => name.split('@'));
  const names = [
    ...commonNames,
    ...values('2.5.4.10'),
    ...pieces.filter((piece) => !/^[A-Z]*\d[0-9A-Z]*$/i.test(piece)),
  ];
  return [...new Set(names)].filter((name) => name.trim() !== '');
}

/** Whether the certificate names this subscriber: equal to one of {@link subscriberNames} by `sameName`, never fuzzy. */
export function isNamedIn(certificate: Pick<Certificate, 'subject'>, name: string): boolean {
  return subscriberNames(certificate).some((candidate) => sameName(candidate, name));
}
