import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { oneEngine } from '../trial.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiesuo-downloads-'));
const archive = 'jiesuo-bridge-1.2.3-linux-x64.tar.gz';
mkdirSync(join(folder, 'inner'));
const crx = 'jiesuo-extension-1.2.3.crx';
const offered = ['jiesuo-extension-1.2.3.zip', crx, 'jiesuo-extension.xml'];
for (const name of [
  ...offered,
  'jiesuo-extension-1.2.3-store.zip',
  archive,
  'manifest.json',
  'manifest.signed.json',
  'portal.key',
  '.env',
  `inner/${archive}`,
])
  writeFileSync(join(folder, name), `content of ${name}`);
afterAll(() => rmSync(folder, { recursive: true }));
const env = { BRIDGE_DOWNLOADS: folder };

oneEngine(
  'anyone may download an archive of the bridge, as a file, and the list of them',
  async (t) => {
    const answer = await t.portal.app.inject({ url: `/downloads/${archive}` });
    expect([answer.statusCode, answer.body]).toEqual([200, `content of ${archive}`]);
    expect(answer.headers['content-disposition']).toContain(`attachment; filename="${archive}"`);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    const list = await t.portal.app.inject({ url: '/downloads/manifest.json' });
    expect([list.statusCode, list.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect((await t.portal.app.inject({ url: '/downloads/manifest.signed.json' })).statusCode).toBe(200);
    const part = await t.portal.app.inject({ url: `/downloads/${archive}`, headers: { range: 'bytes=0-6' } });
    expect([part.statusCode, part.body]).toEqual([206, 'content']);
  },
  { env },
);

oneEngine(
  'the extension is there too, in the type by which browsers take it under a policy; what only a store gets is not',
  async (t) => {
    for (const name of offered) expect((await t.portal.app.inject({ url: `/downloads/${name}` })).statusCode).toBe(200);
    const answer = await t.portal.app.inject({ url: `/downloads/${crx}` });
    expect(answer.headers['content-type']).toBe('application/x-chrome-extension');
    const list = await t.portal.app.inject({ url: '/downloads/jiesuo-extension.xml' });
    expect([list.headers['content-type'], list.headers['cache-control']]).toEqual([
      expect.stringContaining('xml'),
      'no-cache',
    ]);
    const forStore = await t.portal.app.inject({ url: '/downloads/jiesuo-extension-1.2.3-store.zip' });
    expect(forStore.statusCode).toBe(404);
  },
  { env },
);

oneEngine(
  'nothing else that lies in that folder is served, nor anything outside it',
  async (t) => {
    for (const name of [
      'portal.key',
      '.env',
      `inner/${archive}`,
      '../manifest.json',
      '%2e%2e/manifest.json',
      '..%2fmanifest.json',
      'x.zip',
    ]) {
      const answer = await t.portal.app.inject({ url: `/downloads/${name}` });
      expect(answer.body, name).not.toContain('content of');
      expect(answer.statusCode, name).toBeGreaterThanOrEqual(400);
    }
  },
  { env },
);

oneEngine('the console offers no downloads, and a portal without a folder has none', async (t) => {
  expect((await t.portal.app.inject({ url: '/downloads/manifest.json' })).statusCode).toBe(404);
  expect((await t.console.app.inject({ url: '/downloads/manifest.json' })).statusCode).toBe(404);
});
