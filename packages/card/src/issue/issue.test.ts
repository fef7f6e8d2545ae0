import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sm2 } from 'sm-crypto-v2';
import { afterAll, expect, test } from 'vitest';
import { CardStateError } from '../fields.ts';
import { issueDemoCa } from './ca.ts';
import { issueCard, randomAdminPin } from './card.ts';
import { issueGidsCard } from './gids.ts';
import { issuePivCard } from './piv.ts';

const COMPANY = '示例科技（北京）有限公司';
const USCC = '91110108551385082Q';
const ca = issueDemoCa();
const base = { ca, company: COMPANY, uscc: USCC, userPin: 'Customer-1' };
const directory = mkdtempSync(join(tmpdir(), 'jiesuo-issue-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function pemFile(name: string, der: Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, new X509Certificate(der).toString());
  return path;
}

function opensslVerify(kind: 'sm2' | 'rsa', certificate: Uint8Array, ...options: string[]): string {
  const root = pemFile(`${kind}-root.pem`, Buffer.from(ca[kind].certificate, 'base64'));
  const leaf = pemFile(`${kind}.pem`, certificate);
  return execFileSync('openssl', ['verify', ...options, '-CAfile', root, leaf], { encoding: 'utf8', stdio: 'pipe' });
}

test.each(['sm2', 'rsa'] as const)('an %s certificate says whose it is, for how long and for what', (kind) => {
  const validFrom = new Date('2026-01-02T03:04:05Z');
  const validTo = new Date('2051-01-02T03:04:05Z');
  const { certificateDer, certificateSerial, state } = issueCard({ ...base, kind, validFrom, validTo });
  const certificate = new X509Certificate(certificateDer);
  expect(certificate.subject).toBe(`C=CN\nO=${COMPANY}\nCN=${COMPANY}`);
  expect(certificate.issuer).toContain(`CN=演示认证中心 ${kind.toUpperCase()} Root`);
  expect(new Date(certificate.validFrom)).toEqual(validFrom);
  expect(new Date(certificate.validTo)).toEqual(validTo);
  expect(certificate.serialNumber).toBe(certificateSerial);
  expect(certificate.ca).toBe(false);
  const text = execFileSync('openssl', [
    'x509',
    '-noout',
    '-text',
    '-in',
    pemFile('text.pem', certificateDer),
  ]).toString();
  expect(text).toMatch(/Key Usage: critical\s+Digital Signature, Non Repudiation\n/);
  expect(text).toMatch(new RegExp(`1\\.2\\.156\\.10260\\.4\\.1\\.4:\\s+\\.\\.${USCC}`));
  expect(Buffer.from(state.containers[0]?.signCertificate ?? '', 'base64')).toEqual(Buffer.from(certificateDer));
});

test('SM2 certificates verify with the default id, in openssl and by the curve alone', () => {
  const root = new X509Certificate(Buffer.from(ca.sm2.certificate, 'base64'));
  const rootPoint = root.publicKey.export({ format: 'der', type: 'spki' }).subarray(-65).toString('hex');
  expect(rootPoint).toBe(sm2.getPublicKeyFromPrivateKey(ca.sm2.privateKey));
  for (let round = 0; round < 8; round += 1) {
    const { certificateDer } = issueCard({ ...base, kind: 'sm2' });
    expect(opensslVerify('sm2', certificateDer, '-vfyopt', 'distid:1234567812345678')).toMatch(/: OK\n$/);
  }
});

test('an SM2 certificate does not verify under another id or once changed', () => {
  const { certificateDer } = issueCard({ ...base, kind: 'sm2' });
  expect(() => opensslVerify('sm2', certificateDer, '-vfyopt', 'distid:8765432187654321')).toThrow();
  const forged = Uint8Array.from(certificateDer);
  const at = Buffer.from(forged).indexOf(USCC);
  forged[at] = (forged[at] ?? 0) ^ 1;
  expect(() => opensslVerify('sm2', forged, '-vfyopt', 'distid:1234567812345678')).toThrow();
});

test('RSA certificates verify, in openssl and in node', () => {
  const { certificateDer } = issueCard({ ...base, kind: 'rsa' });
  expect(opensslVerify('rsa', certificateDer)).toMatch(/: OK\n$/);
  const root = new X509Certificate(Buffer.from(ca.rsa.certificate, 'base64'));
  expect(new X509Certificate(certificateDer).verify(root.publicKey)).toBe(true);
});

test('the encryption certificate of an SM2 UKey is over another key and not for signing', () => {
  const container = issueCard({ ...base, kind: 'sm2' }).state.containers[0];
  const der = Buffer.from(container?.encCertificate ?? '', 'base64');
  expect(opensslVerify('sm2', der, '-vfyopt', 'distid:1234567812345678')).toMatch(/: OK\n$/);
  const text = execFileSync('openssl', ['x509', '-noout', '-text', '-in', pemFile('enc.pem', der)]).toString();
  expect(text).toMatch(/Key Usage: critical\s+Key Encipherment, Data Encipherment, Key Agreement\n/);
  const signing = new X509Certificate(Buffer.from(container?.signCertificate ?? '', 'base64'));
  const spki = (certificate: X509Certificate) => certificate.publicKey.export({ format: 'der', type: 'spki' });
  expect(spki(new X509Certificate(der))).not.toEqual(spki(signing));
});

test('admin PINs are 16 printable characters and never the same', () => {
  const pins = Array.from({ length: 200 }, randomAdminPin);
  for (const pin of pins) expect(pin).toMatch(/^[\x21-\x7e]{16}$/);
  expect(new Set(pins).size).toBe(200);
});

test('a user PIN that no card can hold is refused', () => {
  expect(() => issueCard({ ...base, kind: 'sm2', userPin: 'short' })).toThrow(CardStateError);
  expect(() => issueCard({ ...base, kind: 'sm2', userPin: '密码密码密码' })).toThrow(CardStateError);
});

test('GIDS and PIV cards carry certificates of the RSA root, over P-256 and RSA keys, and secrets of their own', () => {
  const [gids, other] = [issueGidsCard({ ...base, kind: 'p256' }), issueGidsCard({ ...base, kind: 'p256' })];
  const piv = issuePivCard({ ...base, userPin: 'Cust-123', keys: [{ slot: '9c', kind: 'rsa' }] });
  for (const { certificateDer, certificateSerial } of [gids, piv]) {
    expect(opensslVerify('rsa', certificateDer)).toMatch(/: OK\n$/);
    expect(new X509Certificate(certificateDer).serialNumber).toBe(certificateSerial);
  }
  expect(new X509Certificate(gids.certificateDer).publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  expect(gids.adminKey).not.toBe(other.adminKey);
  expect([gids.adminKey.length, piv.adminKey.length, piv.puk.length]).toEqual([48, 64, 8]);
});
