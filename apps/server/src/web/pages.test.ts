import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { oneEngine } from '../trial.ts';

const dist = mkdtempSync(join(tmpdir(), 'jiesuo-dist-'));
mkdirSync(join(dist, 'assets'));
writeFileSync(join(dist, 'index.html'), '<!doctype html><title>portal</title>');
writeFileSync(join(dist, 'assets', 'index-Ab12.js'), 'export {};');
writeFileSync(join(dist, 'favicon.svg'), '<svg/>');
writeFileSync(join(dist, '..', `${dist.split('/').at(-1)}.outside`), 'outside');
afterAll(() => {
  rmSync(dist, { recursive: true });
  rmSync(`${dist}.outside`);
});

oneEngine(
  'every address that is no file is the one page, asked for anew each time',
  async (t) => {
    for (const url of ['/', '/orders', '/orders/CA20260302000001?tab=paid', '/index.html']) {
      const answer = await t.portal.app.inject({ url });
      expect([answer.statusCode, answer.headers['cache-control'], answer.body], url).toEqual([
        200,
        'no-cache',
        '<!doctype html><title>portal</title>',
      ]);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    }
  },
  { dist },
);

oneEngine(
  'a file with a hash in its name is kept for good, any other asked for',
  async (t) => {
    const script = await t.portal.app.inject({ url: '/assets/index-Ab12.js' });
    expect([script.statusCode, script.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(script.headers['content-type']).toMatch(/^(text|application)\/javascript/);
    expect((await t.portal.app.inject({ url: '/favicon.svg' })).headers['cache-control']).toBe('no-cache');
    expect((await t.portal.app.inject({ method: 'HEAD', url: '/assets/index-Ab12.js' })).statusCode).toBe(200);
  },
  { dist },
);

oneEngine(
  'nothing outside the built pages is served',
  async (t) => {
    const outside = `${dist.split('/').at(-1)}.outside`;
    for (const url of [
      `/../${outside}`,
      `/%2e%2e/${outside}`,
      `/assets/..%2f..%2f${outside}`,
      `/..%5c${outside}`,
      '/assets/missing.js',
      '/.env',
      '/assets/',
    ]) {
      const answer = await t.portal.app.inject({ url });
      expect(answer.body, url).not.toContain('outside');
      if (url.includes('.')) expect(answer.statusCode, url).toBeGreaterThanOrEqual(400);
    }
  },
  { dist },
);

oneEngine(
  'without built pages a page says what to do, in both languages',
  async (t) => {
    const answer = await t.portal.app.inject({ url: '/' });
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([503, 'no-store']);
    expect(answer.body).toContain('页面还没有构建');
    expect(answer.body).toContain('npm run build');
    expect(answer.body).toContain('The pages are not built yet');
  },
  { dist: join(dist, 'missing') },
);
