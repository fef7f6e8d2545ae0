import { createHash } from 'node:crypto';
import { join } from 'node:path';

export const HOST_NAME = 'cn.jiesuo.bridge';

/** Chromium's id of a public key: the first 16 bytes of its SHA-256, each half byte as a letter a to p. @param key DER, base64. */
export function extensionId(key: string): string {
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  return Array.from(digest, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
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
