import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const HOST_NAME = 'cn.jiesuo.bridge';
const manifestShape = z.looseObject({
  key: z.string(),
  externally_connectable: z.object({ matches: z.array(z.string()) }),
});

/** Chromium's id of a public key: the first 16 bytes of its SHA-256, each half byte as a letter a to p. @param key DER, base64. */
export function extensionId(key: string): string {
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  return Array.from(digest, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

/**
 * Writes the extension for these portals, as it is loaded or packed: no page but theirs can speak to it.
 * @param key the CA's own, where it packs the extension itself. @returns its id.
 */
export function writeExtension(folder: string, portals: readonly string[], key?: string): string {
  const sources = join(import.meta.dirname, '..', '..', 'extension');
  const manifest = manifestShape.parse(JSON.parse(readFileSync(join(sources, 'manifest.json'), 'utf8')));
  const own = key ?? manifest.key;
  mkdirSync(folder, { recursive: true });
  const filled = { ...manifest, key: own, externally_connectable: { matches: portals.map((origin) => `${origin}/*`) } };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(filled, null, 2)}\n`);
  for (const part of ['background.js', 'icon.png', '_locales'])
    cpSync(join(sources, part), join(folder, part), { recursive: true });
  return extensionId(own);
}

/** The file that tells a browser where the host is, and which extensions may start it. @param path absolute. */
export const hostManifest = (path: string, extensionIds: readonly string[]) => ({
  name: HOST_NAME,
  description: '证书助手 Certificate Bridge',
  path,
  type: 'stdio',
  allowed_origins: extensionIds.map((id) => `chrome-extension://${id}/`),
});

/** Where browsers of this system look: files to write, or for Windows registry keys whose default value is the path of one such file. */
export function hostManifestPlaces(
  platform: NodeJS.Platform,
  home: string,
): { readonly files: readonly string[]; readonly registryKeys: readonly string[] } {
  const file = `${HOST_NAME}.json`;
  if (platform === 'win32')
    return {
      files: [],
      registryKeys: ['Google\\Chrome', 'Microsoft\\Edge', 'Chromium'].map(
        (browser) => `HKCU\\Software\\${browser}\\NativeMessagingHosts\\${HOST_NAME}`,
      ),
    };
  const folders =
    platform === 'darwin'
      ? ['Google/Chrome', 'Microsoft Edge', 'Chromium'].map((browser) =>
          join('Library', 'Application Support', browser),
        )
      : ['google-chrome', 'microsoft-edge', 'chromium'].map((browser) => join('.config', browser));
  return { files: folders.map((folder) => join(home, folder, 'NativeMessagingHosts', file)), registryKeys: [] };
}
