import './node.js';
import { writeFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { apps, folderOf, hashFileOf, sourceHash, stateOf } from './pages.js';

/** Two builds at once take about this much. */
const parallelBytes = 2.5 * 1024 ** 3;
const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);

async function buildPages(app, build) {
  const since = performance.now();
  // Hashed before it is built: a file saved meanwhile makes the next run build again.
  const hash = sourceHash(app);
  await build({ root: folderOf(app), logLevel: 'warn', build: { emptyOutDir: true, chunkSizeWarningLimit: 4096 } });
  writeFileSync(hashFileOf(app), hash);
  console.log(`apps/${app}：页面已构建，用时 ${seconds(since)} 秒 (built in ${seconds(since)} s)`);
}

/** Vite belongs to the development dependencies, which a production install leaves out. */
const loadVite = () =>
  import('vite').catch((error) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  });

async function main() {
  const stale = [];
  for (const app of apps) {
    const state = stateOf(app);
    if (state === 'stale') stale.push(app);
    else if (state === 'fresh') console.log(`apps/${app}：页面已是最新 (up to date)`);
    else console.log(`apps/${app}：没有页面源码，跳过 (no sources here, skipped)`);
  }
  if (stale.length === 0) return 0;
  const vite = await loadVite();
  if (!vite) {
    console.error(
      `页面需要构建（${stale.join('、')}），但没有安装构建工具 vite；请运行 npm ci（不带 --omit=dev）后再执行 npm run build。 ` +
        `The pages (${stale.join(', ')}) must be built, but vite is not installed: run npm ci without --omit=dev, then npm run build.`,
    );
    // An install must not fail for it: whoever installs for production brings built pages along.
    return process.env.npm_lifecycle_event === 'prepare' ? 0 : 1;
  }
  if (freemem() > parallelBytes) await Promise.all(stale.map((app) => buildPages(app, vite.build)));
  else for (const app of stale) await buildPages(app, vite.build);
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(`页面构建失败：${error.message} (the pages cannot be built)`);
    process.exit(1);
  },
);
