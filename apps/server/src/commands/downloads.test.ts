import { createHash, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifest, openMessage, rawPublicKey } from '@jiesuo/ceremony';
import { expect, test, vi } from 'vitest';
import { downloads } from './downloads.ts';

const archive = 'jiesuo-bridge-1.2.3-linux-x64.tar.gz';
function folderWith(content: string) {
  const folder = mkdtempSync(join(tmpdir(), 'downloads-'));
  const sha256 = createHash('sha256').update('an archive').digest('hex');
  const file = { name: archive, system: 'linux-x64', bytes: 10, sha256 };
  const listed = {
    type: 'bridge_manifest',
    v: 1,
    version: '1.2.3',
    minimumVersion: '1.0.0',
    madeAt: '2026-03-02T01:00:00Z',
  };
  writeFileSync(join(folder, archive), content);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...listed, files: [file] }));
  vi.stubEnv('DATA_DIR', folder);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  return folder;
}

test('what is signed opens with the portal’s public key', async () => {
  const folder = folderWith('an archive');
  expect(await downloads.run(['sign', folder])).toBe(0);
  const key = rawPublicKey(createPublicKey(readFileSync(join(folder, 'keys', 'portal.pub'))));
  const wire: unknown = JSON.parse(readFileSync(join(folder, 'manifest.signed.json'), 'utf8'));
  expect(openMessage(wire, key, manifest).files[0]?.name).toBe(archive);
});

test.each([
  ['of another size', 'an archive, longer'],
  ['of the same size with another content', 'AN ARCHIVE'],
])('an archive %s is not signed for', async (_, content) => {
  const folder = folderWith(content);
  await expect(downloads.run(['sign', folder])).rejects.toThrow('nothing was signed');
  expect(() => readFileSync(join(folder, 'manifest.signed.json'))).toThrow();
});

test('an extension that is not what the list says is not signed for', async () => {
  const folder = folderWith('an archive');
  const path = join(folder, 'manifest.json');
  const listed = JSON.parse(readFileSync(path, 'utf8')) as object;
  const file = { name: 'jiesuo-extension-1.2.3.zip', system: 'chromium-zip', bytes: 1, sha256: 'a'.repeat(64) };
  writeFileSync(path, JSON.stringify({ ...listed, extension: { id: 'a'.repeat(32), files: [file] } }));
  writeFileSync(join(folder, file.name), 'x');
  await expect(downloads.run(['sign', folder])).rejects.toThrow('nothing was signed');
});

test('a folder without a manifest, or with one of another shape, says what to run', async () => {
  const folder = folderWith('an archive');
  writeFileSync(join(folder, 'manifest.json'), '{"type":"bridge_manifest","extra":1}');
  await expect(downloads.run(['sign', folder])).rejects.toThrow('npm run ship');
  await expect(downloads.run(['sign'])).rejects.toThrow('Usage');
});
