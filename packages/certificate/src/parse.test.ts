import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CertificateFault } from './certificate.ts';
import { isNamedIn, LARGEST_CERTIFICATE_BYTES, parseCertificate, subscriberNames } from './parse.ts';
import { readVector, vectorNames } from './vectors.ts';

const NAME = '示例科技（上海）有限公司';
const valid = (name: string) => parseCertificate(readVector('valid', name));

/** The fault's code; anything but a CertificateFault makes the test fail. */
function faultOf(der: Uint8Array): string | undefined {
  try {
    parseCertificate(der);
    return undefined;
  } catch (fault) {
    if (fault instanceof CertificateFault) return fault.code;
    throw fault;
  }
}

test.each(vectorNames('valid'))('%s reads as a second implementation reads it', (name) => {
  const der = readVector('valid', name);
  const certificate = parseCertificate(der);
  const peer = new X509Certificate(der);
  expect(certificate.serialNumber).toBe(peer.serialNumber);
  expect(certificate.fingerprint).toBe(peer.fingerprint256.replaceAll(':', '').toLowerCase());
  expect(certificate.notBefore).toEqual(new Date(peer.validFrom));
  expect(certificate.notAfter).toEqual(new Date(peer.validTo));
  expect(certificate.basicConstraintsCa).toBe(peer.ca);
  expect(Buffer.from(certificate.der)).toEqual(Buffer.from(der));
  expect(Buffer.from(peer.publicKey.export({ format: 'der', type: 'spki' }))).toEqual(
    Buffer.from(certificate.key.spki),
  );
});

test('subject, issuer, key and usages of an enterprise certificate are told', () => {
  const certificate = valid('sm2-enterprise-uscc-utf8');
  expect(certificate.subject).toMatchObject({
    text: `CN=${NAME}, OU=数字证书部, O=${NAME}, ST=上海市, C=CN`,
    commonName: NAME,
    organisation: NAME,
    organisationalUnit: '数字证书部',
    province: '上海市',
    country: 'CN',
  });
  expect(certificate.issuer.commonName).toBe('示例根证书');
  expect(certificate.key).toMatchObject({ kind: 'sm2', bits: 256 });
  expect(certificate.key.point).toEqual(certificate.key.spki.subarray(-65));
  expect([...(certificate.keyUsage ?? [])]).toEqual(['digitalSignature', 'nonRepudiation']);
  expect(certificate.signatureAlgorithm).toBe('1.2.156.10197.1.501');
});

test('an encryption certificate is told from a signing one', () => {
  expect(valid('sm2-enterprise-encryption').keyUsage?.has('digitalSignature')).toBe(false);
});

test.each([
  ['rsa-enterprise-sha256', 'rsa', 2048, undefined],
  ['p256-enterprise', 'ec', 256, 65],
  ['p384-enterprise', 'ec', 384, 97],
])('the key of %s is told', (name, kind, bits, pointBytes) => {
  const { key } = valid(name);
  expect([key.kind, key.bits, key.point?.length]).toEqual([kind, bits, pointBytes]);
});

test.each(['utf8', '2023', 'raw', 'implicit', 'sequence'])('a USCC is found in its extension (%s)', (encoding) => {
  expect(valid(`sm2-enterprise-uscc-${encoding}`).identity).toEqual({
    uscc: '91310000MA1FL0007C',
    organisationCode: 'MA1FL0007',
  });
});

test('a code whose check digit fails is not taken', () => {
  expect(valid('sm2-enterprise-uscc-check-digit-wrong').identity).toEqual({});
});

test('prefixes of CAs are understood', () => {
  expect(valid('sm2-enterprise-organisation-code').identity).toEqual({ organisationCode: 'MA1FL0007' });
  expect(valid('sm2-person-resident-id').identity).toEqual({ residentId: '11010519491231002X' });
  expect(valid('sm2-enterprise-delimited-cn').identity.uscc).toBe('91310000MA1FL0007C');
});

test.each([
  'sm2-name-in-bmpstring',
  'sm2-enterprise-delimited-cn',
  'sm2-enterprise-uscc-utf8',
  'rsa-enterprise-sha256',
])('%s names its subscriber, whatever the width of the brackets', (name) => {
  const certificate = valid(name);
  expect(isNamedIn(certificate, NAME)).toBe(true);
  expect(isNamedIn(certificate, '示例科技(上海) 有限公司')).toBe(true);
  expect(isNamedIn(certificate, '示例科技(北京)有限公司')).toBe(false);
  expect(isNamedIn(certificate, '')).toBe(false);
});

test('a name in GB 18030 bytes is read', () => {
  expect(valid('sm2-name-in-gb18030').subject.organisation).toBe('示例科技有限公司');
});

test('numbers and codes of a delimited CN are nobody’s name', () => {
  const certificate = valid('sm2-enterprise-delimited-cn');
  expect(subscriberNames(certificate)).toContain(NAME);
  for (const piece of ['051', '1', 'N91310000MA1FL0007C']) expect(isNamedIn(certificate, piece)).toBe(false);
});

test('dates after 2049 are read', () => {
  expect(valid('sm2-enterprise-until-after-2050').notAfter.getUTCFullYear()).toBeGreaterThan(2050);
});

test.each(vectorNames('invalid').filter((name) => /^(malformed|unsupported)/.test(name)))('%s is refused', (name) => {
  const expected = name.startsWith('malformed') ? 'malformed' : 'unsupported_key';
  expect(faultOf(readVector('invalid', name))).toBe(expected);
});

test('more than 16 KiB are refused before they are read', () => {
  expect(faultOf(new Uint8Array(LARGEST_CERTIFICATE_BYTES + 1))).toBe('too_large');
  expect(faultOf(new Uint8Array(LARGEST_CERTIFICATE_BYTES))).toBe('malformed');
});

test.each(['sm2-enterprise-uscc-sequence', 'rsa-enterprise-sha256', 'p256-enterprise'])(
  '%s cut at any byte is malformed',
  (name) => {
    const der = readVector('valid', name);
    for (let length = 0; length < der.length; length += 1) expect(faultOf(der.subarray(0, length))).toBe('malformed');
  },
);

test('a certificate with changed bytes is read or refused, never an accident', () => {
  const der = readVector('valid', 'sm2-enterprise-uscc-sequence');
  const patch = fc.record({ index: fc.nat(der.length - 1), octet: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(patch, { minLength: 1, maxLength: 4 }), (patches) => {
      const hostile = Uint8Array.from(der);
      for (const { index, octet } of patches) hostile[index] = octet;
      faultOf(hostile);
    }),
    { numRuns: 500 },
  );
});

test('random bytes are refused', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => faultOf(bytes) === 'malformed'));
});

test('deep nesting is refused', () => {
  let der = new Uint8Array([0x05, 0x00]);
  for (let depth = 0; depth < 60; depth += 1) der = Uint8Array.from([0x30, der.length, ...der]);
  expect(faultOf(der)).toBe('malformed');
});

test('a fault says nothing of the bytes', () => {
  expect(new CertificateFault('malformed').message).toBe('certificate refused: malformed');
});

test('the caller’s later writes do not change a certificate', () => {
  const der = Uint8Array.from(readVector('valid', 'sm2-ca'));
  const { der: kept, tbs } = parseCertificate(der);
  const before = Buffer.concat([kept, tbs]);
  der.fill(0);
  expect(Buffer.concat([kept, tbs])).toEqual(before);
});
