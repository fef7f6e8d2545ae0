import { createHash, randomBytes } from 'node:crypto';
import { BitString, Integer, OctetString, PrintableString } from 'asn1js';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  type PublicKeyInfo,
  type RelativeDistinguishedNames,
  Time,
} from 'pkijs';
import { type KeyKind, publicKeyInfo, signatureAlgorithm, signBytes } from './key-pair.ts';

/** Organisation code, today the USCC (GM/T 0015 arc 1.2.156.10260.4.1). */
const IDENTITY_ORGANISATION = '1.2.156.10260.4.1.4';

export type KeyPurpose = 'authority' | 'signing' | 'encryption';

/** KeyUsage bits, first byte and unused bits (RFC 5280 §4.2.1.3). */
const KEY_USAGE = {
  authority: { bits: 0x06, unused: 1 }, // keyCertSign, cRLSign
  signing: { bits: 0xc0, unused: 6 }, // digitalSignature, nonRepudiation
  encryption: { bits: 0x38, unused: 3 }, // keyEncipherment, dataEncipherment, keyAgreement
} as const;

export interface CertificateRequest {
  readonly subject: RelativeDistinguishedNames;
  readonly subjectKey: PublicKeyInfo;
  readonly purpose: KeyPurpose;
  readonly validFrom: Date;
  readonly validTo: Date;
  /** Unified social credit code, 18 characters, for the identity extension. */
  readonly uscc?: string;
}

export interface CertificateIssuer {
  readonly kind: KeyKind;
  readonly privateKey: string;
  readonly name: RelativeDistinguishedNames;
}

/** X.509 v3 with a random 127-bit serial number. @returns DER. */
export function issueCertificate(issuer: CertificateIssuer, request: CertificateRequest): Uint8Array {
  const certificate = new Certificate({ version: 2 });
  certificate.serialNumber = new Integer({ valueHex: toBuffer(randomSerial()) });
  certificate.issuer = issuer.name;
  certificate.subject = request.subject;
  certificate.notBefore = time(request.validFrom);
  certificate.notAfter = time(request.validTo);
  certificate.subjectPublicKeyInfo = request.subjectKey;
  certificate.signature = signatureAlgorithm(issuer.kind);
  certificate.signatureAlgorithm = certificate.signature;
  certificate.extensions = extensions(issuer, request);
  const tbs = new Uint8Array(certificate.encodeTBS().toBER());
  certificate.tbsView = tbs;
  certificate.signatureValue = new BitString({
    valueHex: toBuffer(signBytes(issuer.kind, issuer.privateKey, tbs)),
  });
  return new Uint8Array(certificate.toSchema().toBER());
}

function extensions(issuer: CertificateIssuer, request: CertificateRequest): Extension[] {
  const isAuthority = request.purpose === 'authority';
  const { bits, unused } = KEY_USAGE[request.purpose];
  const issuerKey = publicKeyInfo(issuer.kind, issuer.privateKey);
  const keyIdentifier = new OctetString({ valueHex: toBuffer(identify(request.subjectKey)) });
  const authority = new AuthorityKeyIdentifier({
    keyIdentifier: new OctetString({ valueHex: toBuffer(identify(issuerKey)) }),
  });
  const usage = new BitString({ valueHex: toBuffer(Uint8Array.of(bits)), unusedBits: unused });
  const list = [
    extension('2.5.29.19', true, new BasicConstraints({ cA: isAuthority }).toSchema()),
    extension('2.5.29.15', true, usage),
    extension('2.5.29.14', false, keyIdentifier),
    extension('2.5.29.35', false, authority.toSchema()),
  ];
  if (request.uscc !== undefined)
    list.push(extension(IDENTITY_ORGANISATION, false, new PrintableString({ value: request.uscc })));
  return list;
}

function extension(extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }): Extension {
  return new Extension({ extnID, critical, extnValue: value.toBER() });
}

/** UTCTime up to 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
function time(value: Date): Time {
  return new Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value });
}

/** RFC 5280 §4.2.1.2, method 1. */
function identify(key: PublicKeyInfo): Uint8Array {
  return createHash('sha1').update(new Uint8Array(key.subjectPublicKey.valueBlock.valueHexView)).digest();
}

/** 16 bytes; the first one 40 to 7F, so that the number is positive and its encoding minimal. */
function randomSerial(): Uint8Array {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

function toBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
