import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { extensionId } from './extension.ts';

const sources = join(import.meta.dirname, '..', '..', 'extension');
const parts = ['_locales/en/messages.json', '_locales/zh_CN/messages.json', 'background.js', 'icon.png'] as const;
const manifestShape = z.looseObject({
  key: z.string(),
  version: z.string(),
  externally_connectable: z.object({ matches: z.array(z.string()) }),
});

export interface ExtensionOf {
  /** Exact origins: no page but theirs can speak to the extension. */
  readonly portals: readonly string[];
  /** The public key from which its id follows, DER in base64; `null` leaves it out, as a store wants it. By default that of development. */
  readonly key?: string | null;
  readonly version?: string;
  /** Where a browser that got it by policy looks for newer ones. */
  readonly updates?: string;
}

/** The extension's files for these portals, as a browser loads them or a store takes them: path → bytes. */
export function extensionFiles({ portals, key, version, updates }: ExtensionOf): ReadonlyMap<string, Buffer> {
  const { key: own, ...manifest } = manifestShape.parse(
    JSON.parse(readFileSync(join(sources, 'manifest.json'), 'utf8')),
  );
  const filled = {
    ...manifest,
    ...(key === null ? {} : { key: key ?? own }),
    ...(version === undefined ? {} : { version }),
    ...(updates === undefined ? {} : { update_url: updates }),
    externally_connectable: { matches: portals.map((origin) => `${origin}/*`) },
  };
  return new Map([
    ['manifest.json', Buffer.from(`${JSON.stringify(filled, null, 2)}\n`)],
    ...parts.map((part) => [part, readFileSync(join(sources, part))] as const),
  ]);
}

/** Writes them as a browser loads them unpacked. @returns the extension's id. */
export function writeExtension(folder: string, portals: readonly string[], key?: string): string {
  const files = extensionFiles({ portals, ...(key === undefined ? {} : { key }) });
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const { key: own } = manifestShape.parse(JSON.parse(String(files.get('manifest.json'))));
  return extensionId(own);
}
