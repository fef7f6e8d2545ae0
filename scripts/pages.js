import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, root } from './tree.js';

export const apps = ['portal', 'console'];
const shared = ['ui', 'contract', 'certificate', 'ceremony'].map((name) => `packages/${name}`);

export const folderOf = (app) => join(root, 'apps', app);
export const hashFileOf = (app) => join(folderOf(app), 'dist', '.hash');

/** One hash over all that the pages are built from: their own sources, the packages they use, the locked dependencies. */
export function sourceHash(app) {
  const hash = createHash('sha256');
  const add = (path) =>
    hash.update(`${path}\0`).update(
      createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest(),
    );
  for (const folder of [`apps/${app}`, ...shared].filter((path) => existsSync(join(root, path))))
    for (const file of filesOf(join(root, folder))) if (!/\.test\.tsx?$/.test(file)) add(`${folder}/${file}`);
  for (const file of ['tsconfig.json', 'package-lock.json']) if (existsSync(join(root, file))) add(file);
  return hash.digest('hex');
}

/** `fresh`, `stale`, or `absent` when this checkout has no such pages. */
export function stateOf(app) {
  if (!existsSync(join(folderOf(app), 'index.html'))) return 'absent';
  const file = hashFileOf(app);
  const isBuilt = existsSync(file) && statSync(file).isFile() && existsSync(join(folderOf(app), 'dist', 'index.html'));
  return isBuilt && readFileSync(file, 'utf8') === sourceHash(app) ? 'fresh' : 'stale';
}
