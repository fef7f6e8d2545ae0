import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tree.js';

/** The id of apps/bridge/extension as it lies there, by the public key in its manifest: only the demo knows it. A CA ships its own. */
export function developmentExtension() {
  const { key } = JSON.parse(readFileSync(join(root, 'apps', 'bridge', 'extension', 'manifest.json'), 'utf8'));
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  return Array.from(digest, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}
