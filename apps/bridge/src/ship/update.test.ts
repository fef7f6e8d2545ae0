import { compareVersions, type Manifest, newSigningKey, signMessage } from '@jiesuo/ceremony';
import { expect, test } from 'vitest';
import { checkRelease } from './update.ts';

const { privateKey, publicKey } = newSigningKey();
const portal = { origin: 'https://reset.example.cn', publicKey: publicKey.toString('base64url') };
const offered: Manifest = {
  type: 'bridge_manifest',
  v: 1,
  version: '1.10.0',
  minimumVersion: '1.2.0',
  madeAt: '2026-11-22T00:00:00Z',
  files: [{ name: 'jiesuo-bridge-1.10.0-linux-x64.tar.gz', system: 'linux-x64', bytes: 1, sha256: '0'.repeat(64) }],
};
const answering =
  (body: unknown, status = 200): typeof fetch =>
  () =>
    Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));
const told = async (version: string, body: unknown) => (await checkRelease(portal, version, answering(body))).state;

test.each([
  ['1.10.0', 'current'],
  ['2.0.0', 'current'],
  ['1.9.9', 'newer_offered'],
  ['1.1.9', 'too_old'],
])('a bridge of version %s is %s', async (version, state) => {
  expect(await told(version, signMessage(offered, privateKey))).toBe(state);
});

test('a manifest that another key signed, or that was changed, is not believed', async () => {
  const wire = signMessage(offered, privateKey);
  const forged = Buffer.from(JSON.stringify({ ...offered, minimumVersion: '9.0.0' })).toString('base64url');
  expect(await told('1.0.0', signMessage(offered, newSigningKey().privateKey))).toBe('unknown');
  expect(await told('1.0.0', { ...wire, payload: forged })).toBe('unknown');
});

test('another message that the portal signed is no manifest', async () => {
  expect(await told('1.0.0', signMessage({ ...offered, type: 'ticket' }, privateKey))).toBe('unknown');
  expect(await told('1.0.0', signMessage({ ...offered, command: 'rm' }, privateKey))).toBe('unknown');
  expect(
    await told('1.0.0', signMessage({ ...offered, files: [{ ...offered.files[0], name: '../x' }] }, privateKey)),
  ).toBe('unknown');
});

test('a portal that does not answer, or answers without end, stops nothing', async () => {
  expect(await told('1.0.0', 'x'.repeat(70_000))).toBe('unknown');
  expect((await checkRelease(portal, '1.0.0', answering({}, 404))).state).toBe('unknown');
  expect((await checkRelease(portal, '1.0.0', () => Promise.reject(new Error('offline')))).state).toBe('unknown');
});

test('versions compare by number, not by letter', () => {
  expect(compareVersions('1.10.0', '1.9.0')).toBeGreaterThan(0);
  expect(compareVersions('1.9.0', '1.9.0')).toBe(0);
  expect(compareVersions('0.9.9', '1.0.0')).toBeLessThan(0);
});
