import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { developmentExtension } from '../../../../scripts/start/extension.js';
import { extensionId, hostManifest, hostManifestPlaces } from './extension.ts';
import { extensionFiles, writeExtension } from './extensionFiles.ts';

const origin = 'https://reset.example.cn';
const id = 'abcdefghijklmnopabcdefghijklmnop';

test('the extension lets in the configured portals alone, has no page’s permission, and the id that the bridge expects', () => {
  const folder = mkdtempSync(join(tmpdir(), 'extension-'));
  expect(writeExtension(folder, [origin])).toBe(developmentExtension());
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({
    manifest_version: 3,
    permissions: ['nativeMessaging'],
    externally_connectable: { matches: [`${origin}/*`] },
  });
  for (const name of ['content_scripts', 'host_permissions', 'web_accessible_resources', 'optional_permissions'])
    expect(manifest).not.toHaveProperty(name);
  expect(readdirSync(folder).toSorted()).toEqual(['_locales', 'background.js', 'icon.png', 'manifest.json']);
});
test('what a store gets names no key; what a policy installs names where newer ones are', () => {
  const manifestOf = (files: ReadonlyMap<string, Buffer>): unknown => JSON.parse(String(files.get('manifest.json')));
  expect(manifestOf(extensionFiles({ portals: [origin], key: null }))).not.toHaveProperty('key');
  const own = manifestOf(
    extensionFiles({ portals: [origin], key: 'AAAA', version: '1.2.3', updates: `${origin}/downloads/u.xml` }),
  );
  expect(own).toMatchObject({ key: 'AAAA', version: '1.2.3', update_url: `${origin}/downloads/u.xml` });
});
test('the id is the one that Chromium gives to that key', () => {
  const { key } = JSON.parse(String(extensionFiles({ portals: [origin] }).get('manifest.json'))) as { key: string };
  expect(extensionId(key)).toBe('dbbeoglgkepodmpkfifoajpdjihojipg');
});
test('the host manifest names one program and one extension', () => {
  expect(hostManifest('/home/a b/jiesuo-bridge', [id])).toEqual({
    name: 'cn.jiesuo.bridge',
    description: '证书助手 Certificate Bridge',
    path: '/home/a b/jiesuo-bridge',
    type: 'stdio',
    allowed_origins: [`chrome-extension://${id}/`],
  });
});
test('it lies where the browsers of each system look, in the person’s own place', () => {
  expect(hostManifestPlaces('linux', '/home/x').files).toContain(
    '/home/x/.config/google-chrome/NativeMessagingHosts/cn.jiesuo.bridge.json',
  );
  expect(hostManifestPlaces('darwin', '/Users/x').files).toContain(
    '/Users/x/Library/Application Support/Google/Chrome/NativeMessagingHosts/cn.jiesuo.bridge.json',
  );
  expect(hostManifestPlaces('win32', 'C:\\Users\\x')).toEqual({
    files: [],
    registryKeys: expect.arrayContaining(['HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\cn.jiesuo.bridge']),
  });
});
