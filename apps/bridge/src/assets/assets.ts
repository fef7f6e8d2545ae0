import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectModules } from './modules.ts';

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
}

const folder = join(import.meta.dirname, '..', 'window');
export const DOCUMENT_PATH = '/window';

/** All that GET can give: exact path → file. Made once, kept in memory; no request ever touches the disk. */
export function collectAssets(): ReadonlyMap<string, Asset> {
  const modules = collectModules();
  const assets = new Map<string, Asset>();
  for (const [path, source] of modules)
    assets.set(path, { type: 'text/javascript; charset=utf-8', bytes: Buffer.from(source) });
  for (const name of ['style.css', 'ukeys.css'])
    assets.set(`/window/${name}`, { type: 'text/css; charset=utf-8', bytes: readFileSync(join(folder, name)) });
  assets.set('/window/icon.svg', { type: 'image/svg+xml', bytes: readFileSync(join(folder, 'icon.svg')) });
  // Only what the pairing waits for: the cryptography is loaded meanwhile.
  const first = [...modules.keys()].filter((path) => /^\/window\/(script|diagnosis)\//.test(path));
  const links = first.map((path) => `<link rel="modulepreload" href="${path}">`).join('');
  const document = readFileSync(join(folder, 'document.html'), 'utf8').replace('<!-- modules -->', links);
  assets.set(DOCUMENT_PATH, { type: 'text/html; charset=utf-8', bytes: Buffer.from(document) });
  return assets;
}
