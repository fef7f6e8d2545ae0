import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCardStore, parseAnyCardState } from '@jiesuo/card';
import { verifySync } from 'otplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import type { DemoWorld } from './demo/world.ts';
import { openDemo } from './demo.ts';
import { lockFolder } from './disk/lock.ts';
import { type Gateways, openGateways } from './gateways.ts';
import { openInbox } from './phone/inbox.ts';
import { openUkeyTable } from './ukeys/table.ts';

let folder: string;
let world: DemoWorld;
let app: ReturnType<typeof buildApp>;
let gateways: Gateways;
const store = () => openCardStore(join(folder, 'cards'), parseAnyCardState);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiesuo-sim-'));
  world = openDemo(folder, store(), new Date());
  const inbox = openInbox(join(folder, 'messages.jsonl'));
  inbox.store({ id: '1', to: '19900000001', template: 'code_register', text: '<b>不是标签</b>' }, new Date());
  const table = openUkeyTable({ store: store(), path: join(folder, 'desk.json') });
  gateways = openGateways({ folder: join(folder, 'sim'), origin: () => 'http://localhost' });
  app = buildApp({
    world,
    inbox,
    table,
    smsKey: 'k',
    gateways,
    origins: { portal: 'http://localhost:1', console: 'http://localhost:2' },
  });
});
afterAll(async () => {
  await gateways.close();
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the demo is made once: later starts find the same world', () => {
  expect(openDemo(folder, store(), new Date())).toEqual(world);
  expect(statSync(join(folder, 'demo', 'demo.json')).mode & 0o777).toBe(0o600);
});

test('the demo has every kind of UKey, and those of another CA are not registered', () => {
  const cards = new Map(
    store()
      .load()
      .map((card) => [card.serial, card]),
  );
  const card = (part: string) => cards.get(world.parts[part] ?? '');
  expect(card('main')).toMatchObject({ userTriesLeft: 0, adminTriesLeft: 6 });
  expect(card('healthy')?.userTriesLeft).toBe(6);
  expect(card('rsa')?.containers[0]?.kind).toBe('rsa');
  expect(card('adminTriesLow')?.adminTriesLeft).toBe(3);
  expect(card('weak')).toMatchObject({ adminPin: '111111' });
  const adminPinOf = (part: string) => world.ukeys.find(({ serial }) => serial === world.parts[part])?.adminPin;
  expect(adminPinOf('sharedOne')).toBe(adminPinOf('sharedTwo'));
  expect(card('gids')).toMatchObject({ family: 'gids', userTriesLeft: 0 });
  expect(card('piv')).toMatchObject({ family: 'piv', unblockedBy: 'admin_key' });
  const registered = world.ukeys.map((ukey) => ukey.serial);
  expect(registered).not.toContain(world.parts.otherCa);
  expect(registered).toContain(world.parts.review1);
  expect(cards.has(world.parts.review1 ?? '')).toBe(false);
});

test('a damaged demo file is named and not quoted', () => {
  const path = join(folder, 'other', 'demo', 'demo.json');
  openDemo(join(folder, 'other'), openCardStore(join(folder, 'other', 'cards'), parseAnyCardState), new Date());
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, -9));
  expect(() => openDemo(join(folder, 'other'), store(), new Date())).toThrow(path);
});

test('the codes on the staff page log in at this moment', async () => {
  const list = (await app.inject({ url: '/staff/list', headers: { host: 'localhost:8082' } })).json() as {
    name: string;
    totp: string;
  }[];
  for (const person of world.staff) {
    const token = list.find((one) => one.name === person.name)?.totp ?? '';
    expect(verifySync({ secret: person.totpSecret, token, epochTolerance: 30 }).valid).toBe(true);
  }
});

test.each(['/', '/phone', '/cashier', '/cashier?code=none', '/mail', '/ukeys', '/staff'])(
  '%s speaks one language at a time',
  async (url) => {
    const page = async (lang: string) =>
      (
        await app.inject({
          url: `${url}${url.includes('?') ? '&' : '?'}lang=${lang}`,
          headers: { host: 'localhost:8082' },
        })
      ).body;
    expect(await page('zh')).toContain('lang="zh-CN"');
    expect(await page('en')).toContain('<html lang="en">');
    expect(await page('zh')).not.toContain('<b>不是标签</b>');
  },
);

test('another host name and another site reach nothing', async () => {
  const get = (headers: Record<string, string>) => app.inject({ url: '/staff/list', headers });
  expect((await get({ host: 'rebound.example' })).statusCode).toBe(421);
  expect((await get({ host: 'localhost:8082', origin: 'http://evil.example' })).statusCode).toBe(403);
  expect((await get({ host: '127.0.0.1:8082' })).statusCode).toBe(200);
});

test('the script of the pages is JavaScript', async () => {
  const { body, headers } = await app.inject({ url: '/pages/live.js', headers: { host: 'localhost' } });
  expect(headers['content-type']).toContain('javascript');
  expect(body).not.toContain('Promise<void>');
});

test('production refuses to start', () => {
  expect(() => readConfig({ JIESUO_ENV: 'production' })).toThrow('production refuses to start the sim');
  expect(() => readConfig({ SIM_PORT: 'x' })).toThrow('SIM_PORT');
});

test('a data folder has one sim, and the lock of a killed one is free', () => {
  const path = join(folder, 'locked');
  const program = `
    import { lockFolder } from ${JSON.stringify(new URL('disk/lock.ts', import.meta.url).href)};
    lockFolder(process.argv[1]);
    process.kill(process.pid, 'SIGKILL');
  `;
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', program, path]).signal).toBe('SIGKILL');
  const unlock = lockFolder(path);
  expect(() => lockFolder(path)).toThrow('another sim');
  unlock();
  lockFolder(path)();
});
