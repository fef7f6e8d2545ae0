import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const leftOut = new Set(['node_modules', 'dist', 'data', '.git', 'test-results', 'playwright-report', 'coverage']);

/** Every file under `folder`, by path relative to it, sorted; without what is installed or made. Works outside git too. */
export function filesOf(folder) {
  const found = [];
  const walk = (path) => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      if (leftOut.has(entry.name)) continue;
      const inner = path ? `${path}/${entry.name}` : entry.name;
      if (entry.isDirectory()) walk(inner);
      else if (entry.isFile()) found.push(inner);
    }
  };
  walk('');
  // By code unit: the same on every machine, whatever its language.
  return found.sort((left, right) => (left < right ? -1 : 1));
}
