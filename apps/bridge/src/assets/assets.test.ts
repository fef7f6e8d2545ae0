import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, startTestBridge } from '../gate/test-window.ts';
import type { Bridge } from '../start.ts';
import { collectAssets } from './assets.ts';
import { collectModules } from './modules.ts';

let bridge: Bridge;
beforeAll(async () => {
  bridge = await startTestBridge();
});
afterAll(() => bridge.close());
const assets = collectAssets();
const get = (path: string) => ask(bridge.port, path, { method: 'GET' });

test('every import of every served module leads to a served module', () => {
  const scripts = [...assets].filter(([path]) => /\.[jt]s$/.test(path));
  expect(scripts.length).toBeGreaterThan(10);
  for (const [path, { bytes }] of scripts)
    for (const [, target] of bytes.toString().matchAll(/^(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]/gm))
      expect(assets.has(target ?? ''), `${path} imports ${target}`).toBe(true);
});

test('what is served to a browser has no types and no Node module left', () => {
  for (const [path, { bytes }] of assets) {
    if (path.endsWith('.ts')) expect(bytes.toString()).not.toMatch(/^import type|: string\b|from 'node:/m);
    expect(bytes.toString()).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|\beval\(/);
  }
});

test('each asset is served with its type', async () => {
  expect((await get('/window')).headers['content-type']).toBe('text/html; charset=utf-8');
  expect((await get('/window/script/window.ts')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect((await get('/window/hpke-core/mod.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
});

test.each([
  '/',
  '/window/',
  '/window?x=1',
  '/window/script/',
  '/window/script/window.test.ts',
  '/window/script/document.html',
  '/window/script/../../config.ts',
  '/window/script/..%2f..%2fconfig.ts',
  '/window/script/%2e%2e/config.ts',
  '/window/ceremony/seam.ts',
  '/window/ceremony/../package.json',
  '/window/hpke-core/package.json',
  '/window//script/window.ts',
  '/WINDOW',
  '/__proto__',
  '/favicon.ico',
  '//etc/passwd',
])('%s is not there', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test.each([
  ['a package outside the table', "import 'zod';"],
  ['a module of Node', "import { readFileSync } from 'node:fs';"],
  ['a file outside its folder', "export * from '../secret.ts';"],
])('a window that imports %s is not served at all', (_, source) => {
  const folder = mkdtempSync(join(tmpdir(), 'window-'));
  writeFileSync(join(folder, 'window.ts'), source);
  expect(() => collectModules([{ folder, path: '/window/script/', entry: 'window.ts' }])).toThrow(
    'the window may not import',
  );
});
