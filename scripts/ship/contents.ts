import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, root } from '../tree.js';
import { RESOURCES } from './bundle.ts';
import type { Entry } from './tar.ts';

/** What the bridge's modules read beside themselves: all that is no code of a module, no test, and not the window, which lies inside. */
const kept = [
  { folder: 'apps/bridge', pattern: /^package\.json$/ },
  { folder: 'apps/bridge/src', pattern: /^(?!window\/|ship\/)(?!.*(?:\.test\.|\/test-)).*(?<!\.[jt]s|\.md)$/ },
  { folder: 'packages/models', pattern: /^(?:package|models\/[a-z0-9-]+)\.json$/ },
];

export function resources(): readonly Entry[] {
  return kept.flatMap(({ folder, pattern }) =>
    (filesOf(join(root, folder)) as readonly string[])
      .filter((path) => pattern.test(path))
      .map((path) => file(`${RESOURCES}/${folder}/${path}`, readFileSync(join(root, folder, path)))),
  );
}

export const file = (path: string, bytes: Buffer | string): Entry => ({
  path,
  bytes: Buffer.from(bytes),
  isExecutable: false,
});
export const program = (path: string, bytes: Buffer): Entry => ({ path, bytes, isExecutable: true });

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** contents.json: each file of the archive with its hash. `install` copies these and nothing else, `uninstall` takes these away. */
export function listing(entries: readonly Entry[]): Entry {
  const files = entries.map(({ path, bytes, isExecutable }) => ({ path, sha256: sha256(bytes), isExecutable }));
  return file('contents.json', `${JSON.stringify({ files }, null, 1)}\n`);
}
