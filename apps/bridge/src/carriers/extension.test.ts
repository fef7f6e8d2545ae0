import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostManifest, hostManifestPlaces, writeExtension } from './extension.ts';
import { EXTENSION_ID } from './extensionId.ts';

const origin = 'https://reset.example.cn';

test('the extension lets in the configured portals alone, has no page’s permission, and the id that the bridge expects', () => {
  const folder = mkdtempSync(join(tmpdir(), 'extension-'));
  expect(writeExtension(folder, [origin])).toBe(EXTENSION_ID);
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
test('the host manifest names one program and one extension', () => {
  expect(hostManifest('/home/a b/jiesuo-bridge', [EXTENSION_ID])).toEqual({
    name: 'cn.jiesuo.bridge',
    description: '证书助手 Certificate Bridge',
    path: '/home/a b/jiesuo-bridge',
    type: 'stdio',
    allowed_origins: [`chrome-extension://${EXTENSION_ID}/`],
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
