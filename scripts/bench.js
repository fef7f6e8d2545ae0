import './node.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tree.js';

if (!existsSync(join(root, 'apps', 'portal', 'dist', 'index.html'))) {
  console.error('页面还没有构建，请先执行 npm run build (the pages are not built yet: run npm run build first)');
  process.exit(1);
}
const { bench } = await import('../bench/bench.ts');
process.exit(await bench(process.argv.slice(2)));
