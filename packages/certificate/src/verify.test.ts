import { constants, generateKeyPairSync, type KeyObject, privateEncrypt, sign } from 'node:crypto';
import fc from 'fast-check';
import { sm2 } from 'sm-crypto-v2';
import { expect, test } from 'vitest';
import type { PublicKey } from './certificate.ts';
import { parseCertificate } from './parse.ts';
import { sm2Digest } from './sm2.ts';
import { readVector, type VectorFolder, vectorNames } from './vectors.ts';
import { isIssuedBy, isValidAt, rsaDigestInfo, verifySignature } from './verify.ts';

const read = (folder: VectorFolder, name: string) => parseCertificate(readVector(folder, name));
const message = new TextEncoder().encode('message digest');

/** GM/T 0003.5-2012, annex A.2 */
const STANDARD = {
  privateKey: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  point: Buffer.from(
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
      'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
    'hex',
  ),
  e: 'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
  signature: Buffer.from(
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
      'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    'hex',
  ),
};
const sm2Holder: { key: PublicKey } = { key: { kind: 'sm2', bits: 256, spki: Buffer.alloc(0), point: STANDARD.point } };
const ORDER = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123';

function holderOf(kind: 'rsa' | 'ec', bits: number, publicKey: KeyObject): { key: PublicKey } {
  return { key: { kind, bits, spki: publicKey.export({ format: 'der', type: 'spki' }) } };
}

test('the digest of the standard’s example is the one that an SM2 card is given', () => {
  expect(Buffer.from(sm2Digest(STANDARD.point, message)).toString('hex')).toBe(STANDARD.e);
});

test('a point off the curve has no digest', () => {
  const point = Uint8Array.from(STANDARD.point);
  point[64] = 0;
  expect(() => sm2Digest(point, message)).toThrow(RangeError);
  expect(() => sm2Digest(STANDARD.point.subarray(1), message)).toThrow(RangeError);
});

test('the signature of the standard’s example proves possession', () => {
  expect(verifySignature(sm2Holder, message, STANDARD.signature)).toBe(true);
});

test('a card’s signature over the digest alone proves possession', () => {
  const e = sm2Digest(STANDARD.point, message);
  const signature = Buffer.from(sm2.doSignature(e, STANDARD.privateKey, { hash: false }), 'hex');
  expect(verifySignature(sm2Holder, message, signature)).toBe(true);
});

test('an SM2 signature under another identifier proves nothing', () => {
  const options = { hash: true, publicKey: STANDARD.point.toString('hex'), userId: 'ALICE123@YAHOO.COM' };
  const signature = Buffer.from(sm2.doSignature(message, STANDARD.privateKey, options), 'hex');
  expect(verifySignature(sm2Holder, message, signature)).toBe(false);
});

test.each([
  ['r = 0', '0'.repeat(64) + STANDARD.signature.toString('hex').slice(64)],
  ['s = 0', STANDARD.signature.toString('hex').slice(0, 64) + '0'.repeat(64)],
  ['r = n', ORDER + STANDARD.signature.toString('hex').slice(64)],
  ['s = n', STANDARD.signature.toString('hex').slice(0, 64) + ORDER],
  ['r + s = n', `${'0'.repeat(63)}1${ORDER.slice(0, 63)}2`],
  ['all bits set', 'f'.repeat(128)],
  ['nothing', ''],
  ['one byte more', `${STANDARD.signature.toString('hex')}00`],
])('an SM2 signature with %s proves nothing', (_, hex) => {
  expect(verifySignature(sm2Holder, message, Buffer.from(hex, 'hex'))).toBe(false);
});

test.each([
  ['P-256', 256],
  ['P-384', 384],
])('r‖s of %s over SHA-256 proves possession, DER does not', (namedCurve, bits) => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  const holder = holderOf('ec', bits, publicKey);
  const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  expect(verifySignature(holder, message, signature)).toBe(true);
  expect(verifySignature(holder, message, sign('sha256', message, privateKey))).toBe(false);
  expect(verifySignature(holder, Buffer.from('other'), signature)).toBe(false);
});

test('an RSA card that pads and signs the DigestInfo proves possession', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const holder = holderOf('rsa', 2048, pair.publicKey);
  const padded = privateEncrypt({ key: pair.privateKey, padding: constants.RSA_PKCS1_PADDING }, rsaDigestInfo(message));
  expect(rsaDigestInfo(message)).toHaveLength(51);
  expect(verifySignature(holder, message, padded)).toBe(true);
  expect(verifySignature(holder, message, sign('sha1', message, pair.privateKey))).toBe(false);
  const pss = { key: pair.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
  expect(verifySignature(holder, message, sign('sha256', message, pss))).toBe(false);
});

test('the signature of another key proves nothing', () => {
  const holder = read('valid', 'sm2-enterprise-uscc-utf8');
  expect(verifySignature(holder, message, STANDARD.signature)).toBe(false);
});

test('hostile signatures are answered with false, never an exception', () => {
  const holders = ['sm2-ca', 'rsa-ca', 'p256-ca', 'p384-ca'].map((name) => read('valid', name));
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ minLength: 64, maxLength: 64 }));
  fc.assert(
    fc.property(
      fc.constantFrom(...holders),
      bytes,
      (holder, signature) => !verifySignature(holder, message, signature),
    ),
  );
});

test('a damaged key is answered with false, never an exception', () => {
  for (const kind of ['sm2', 'rsa', 'ec'] as const) {
    const holder: { key: PublicKey } = {
      key: { kind, bits: 256, spki: Buffer.from('3000', 'hex'), point: new Uint8Array(65) },
    };
    expect(verifySignature(holder, message, STANDARD.signature)).toBe(false);
    expect(verifySignature({ key: { kind, bits: 256, spki: new Uint8Array() } }, message, new Uint8Array())).toBe(
      false,
    );
  }
});

const issuers = ['sm2', 'rsa', 'p256', 'p384'].map((kind) => [kind, read('valid', `${kind}-ca`)] as const);

test.each(vectorNames('valid').filter((name) => !name.startsWith('sm2-name-in-gb18030')))(
  '%s is issued by the root of its kind and by no other',
  (name) => {
    const certificate = read('valid', name);
    for (const [kind, issuer] of issuers) expect(isIssuedBy(certificate, issuer)).toBe(name.startsWith(`${kind}-`));
  },
);

test.each([
  ['sm2-signed-by-namesake', 'valid', 'sm2-ca'],
  ['sm2-ca-same-name-other-key', 'valid', 'sm2-ca'],
  ['sm2-signed-with-empty-id', 'valid', 'sm2-ca'],
  ['sm2-signed-with-other-id', 'valid', 'sm2-ca'],
  ['rsa-signed-with-sha1', 'valid', 'rsa-ca'],
  ['sm2-signed-by-subscriber', 'valid', 'sm2-ca'],
  ['sm2-signed-by-subscriber', 'valid', 'sm2-enterprise-uscc-utf8'],
] as const)('%s is not issued by %s/%s', (name, folder, issuer) => {
  expect(isIssuedBy(read('invalid', name), read(folder, issuer))).toBe(false);
});

test('a CA whose key may not sign certificates issues none', () => {
  const certificate = read('valid', 'sm2-enterprise-uscc-utf8');
  expect(isIssuedBy(certificate, read('invalid', 'sm2-ca-without-certificate-signing'))).toBe(false);
});

test('one changed byte of the signed part or of the signature breaks the chain', () => {
  const certificate = read('valid', 'sm2-enterprise-uscc-utf8');
  const issuer = read('valid', 'sm2-ca');
  const flip = (bytes: Uint8Array, index: number) => bytes.map((octet, at) => (at === index ? octet ^ 1 : octet));
  const index = fc.nat(2000);
  fc.assert(
    fc.property(index, fc.constantFrom('tbs', 'signature'), (at, part) => {
      const bytes = certificate[part];
      return !isIssuedBy({ ...certificate, [part]: flip(bytes, at % bytes.length) }, issuer);
    }),
  );
});

test('a signature whose s overflows into r is refused', () => {
  const certificate = read('valid', 'sm2-enterprise-uscc-utf8');
  const overlong = Buffer.concat([Buffer.from('302d0201010228', 'hex'), Buffer.alloc(40, 1)]);
  expect(isIssuedBy({ ...certificate, signature: overlong }, read('valid', 'sm2-ca'))).toBe(false);
});

test('validity includes its first and last second', () => {
  const { notBefore, notAfter } = read('valid', 'sm2-ca');
  const window = { notBefore, notAfter };
  expect(isValidAt(window, notBefore)).toBe(true);
  expect(isValidAt(window, notAfter)).toBe(true);
  expect(isValidAt(window, new Date(notBefore.getTime() - 1))).toBe(false);
  expect(isValidAt(window, new Date(notAfter.getTime() + 1))).toBe(false);
  expect(isValidAt(window, new Date(Number.NaN))).toBe(false);
});
