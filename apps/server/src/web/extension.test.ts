import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { extensionId } from './extension.ts';

const id = 'abcdefghijklmnopabcdefghijklmnop';
const hash = 'a'.repeat(64);
const file = { name: 'jiesuo-bridge-1.2.3-linux-x64.tar.gz', system: 'linux-x64', bytes: 1, sha256: hash };
const extension = { id, files: [{ ...file, name: 'jiesuo-extension-1.2.3.zip', system: 'chromium-zip' }] };
const listed = {
  type: 'bridge_manifest',
  v: 1,
  version: '1.2.3',
  minimumVersion: '1.0.0',
  madeAt: '2026-03-02T01:00:00Z',
  files: [file],
};
function folderWith(list: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'extension-'));
  writeFileSync(join(folder, 'manifest.json'), typeof list === 'string' ? list : JSON.stringify(list));
  return folder;
}
const told = (bridgeDownloads: string | undefined, own?: string) => extensionId({ extensionId: own, bridgeDownloads });

test('pages learn the extension that was shipped with the bridge, or the one that the operator names', async () => {
  const folder = folderWith({ ...listed, extension });
  expect(await told(folder)).toBe(id);
  expect(await told(folder, 'p'.repeat(32))).toBe('p'.repeat(32));
  expect(await told(undefined, id)).toBe(id);
});

test('without a list, or with a broken one, there is no extension', async () => {
  expect(await told(undefined)).toBeNull();
  expect(await told('/nowhere')).toBeNull();
  for (const list of [listed, '{', { ...listed, extension: { ...extension, id: 'x' } }])
    expect(await told(folderWith(list))).toBeNull();
});
