import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tree.js';
import { startChild } from './child.js';

const quietMs = 250;

/** Calls `changed` once after each burst of changes in the folders; tests beside the code do not count. */
export function watchSources(folders, changed) {
  let timer;
  for (const folder of folders.filter(existsSync))
    watch(folder, { recursive: true }, (_event, file) => {
      if (file && /\.test\.tsx?$|~$|\.sw.$/.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => changed(), quietMs);
    });
}

/** `vite build --watch` for each page app that is here. */
export const watchPages = (apps, options) =>
  apps
    .filter((app) => existsSync(join(root, 'apps', app, 'index.html')))
    .map((app) =>
      startChild(
        {
          name: app,
          file: join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
          args: ['build', join(root, 'apps', app), '--watch', '--emptyOutDir', '--logLevel', 'warn'],
          env: {},
        },
        options,
      ),
    );
