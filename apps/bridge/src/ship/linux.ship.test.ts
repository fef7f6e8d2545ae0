import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../gate/test-window.ts';
import { tracesOf } from './plan.ts';
import { isListening } from './running.ts';
import { bench, costOf, everything, home, isLane, runShipped, unpackArchive } from './test-archive.ts';

const PORT = 17_597;
const MEGABYTES_MOST = 90;
const installed = join(home, '.local', 'share', 'jiesuo-bridge');
const program = join(installed, 'jiesuo-bridge');
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
const journal = join(home, '.local', 'state', 'jiesuo-bridge', 'journal');

async function untilListening(wanted: boolean, seconds: number): Promise<boolean> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await wait(200))
    if ((await isListening(PORT)) === wanted) return true;
  return false;
}

describe.runIf(isLane)('the archive of this system', () => {
  let unpacked = '';
  let before: readonly string[] = [];

  beforeAll(async () => {
    mkdirSync(join(home, '.config'), { recursive: true });
    writeFileSync(join(home, '.config', 'mimeapps.list'), '[Default Applications]\ntext/html=browser.desktop\n');
    before = everything();
    unpacked = await unpackArchive({
      port: PORT,
      portals: [{ origin: 'https://reset.example.cn', publicKey: Buffer.alloc(32).toString('base64url') }],
      idleMinutes: 1,
    });
  });

  test.skipIf(!hasSystemd)('systemd finds no fault in the unit', () => {
    const homeFolder = join(bench, '家 & $HOME 100%');
    const around = { platform: 'linux', environment: {}, homeFolder, hasUserSystemd: true } as const;
    const traces = tracesOf(around, { version: '1.2.3', extensions: [] });
    const unit = traces.find((trace) => trace.kind === 'file' && trace.path.endsWith('.service'));
    if (unit?.kind !== 'file') return expect.unreachable();
    const named = join(homeFolder, '.local', 'share', 'jiesuo-bridge');
    mkdirSync(named, { recursive: true });
    copyFileSync(join(unpacked, 'jiesuo-bridge'), join(named, 'jiesuo-bridge'));
    writeFileSync(join(bench, 'jiesuo-bridge.service'), unit.text);
    const env = { ...process.env, XDG_RUNTIME_DIR: bench };
    const verify = ['verify', '--user', join(bench, 'jiesuo-bridge.service')];
    const { status, stderr } = spawnSync('systemd-analyze', verify, { env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  test('a file that was damaged on the way is found, and nothing is installed', () => {
    const file = join(unpacked, 'README.txt');
    const text = readFileSync(file);
    writeFileSync(file, `${text.toString()}!`);
    expect(runShipped(join(unpacked, 'jiesuo-bridge'), ['install'])).toMatchObject({ status: 1 });
    expect(everything()).toEqual(before);
    writeFileSync(file, text);
  });

  test('it installs into a home with any name, and runs', async () => {
    const { status, text } = runShipped(join(unpacked, 'jiesuo-bridge'), ['install']);
    expect([status, text]).toEqual([0, expect.stringContaining('It is running')]);
    expect(await isListening(PORT)).toBe(true);
    expect(readFileSync(join(home, '.config', 'mimeapps.list'), 'utf8')).toContain('jiesuo-bridge.desktop');
  });

  test('nothing is unpacked, and koffi comes from beside the program', () => {
    const pid = Number(readFileSync(join(installed, 'bridge.pid'), 'utf8'));
    const maps = readFileSync(`/proc/${pid}/maps`, 'utf8');
    const libraries = [...maps.matchAll(/\S*\.node$/gm)].map(([path]) => path);
    expect(maps).toContain(join(installed, 'koffi.node'));
    expect(new Set(libraries).size).toBe(1);
  });

  test('a second install replaces the first while it runs', async () => {
    expect(runShipped(join(unpacked, 'jiesuo-bridge'), ['install']).status).toBe(0);
    expect(await isListening(PORT)).toBe(true);
    expect(existsSync(`${program}.new`)).toBe(false);
  });

  test('a second start finds the port taken, and uninstall still knows the first', () => {
    const note = readFileSync(join(installed, 'bridge.pid'), 'utf8');
    expect(runShipped(program, ['start'])).toMatchObject({ status: 1, text: expect.stringContaining('taken') });
    expect(readFileSync(join(installed, 'bridge.pid'), 'utf8')).toBe(note);
  });

  test('its window is one document, one script, two styles and a picture', async () => {
    const get = (path: string) => ask(PORT, path, { method: 'GET' });
    const paths = [...(await get('/window')).body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(paths.length).toBe(4);
    for (const path of paths) {
      const { status, body } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      // What a module asks for beside itself is another request.
      expect(body).not.toMatch(/^(?:import|export)\s.*from|\bimport\(["'][./]/m);
    }
  });

  test(`idle it takes no processor time and under ${MEGABYTES_MOST} MB, and ends after the minutes it was given`, async () => {
    const pid = Number(readFileSync(join(installed, 'bridge.pid'), 'utf8'));
    await wait(5_000);
    const start = costOf(pid);
    await wait(45_000);
    const end = costOf(pid);
    console.log(`idle: ${end.megabytes.toFixed(1)} MB resident, ${end.ticks - start.ticks} ticks of 10 ms in 45 s`);
    expect(end.megabytes).toBeLessThan(MEGABYTES_MOST);
    // A percent of one processor would be 45.
    expect(end.ticks - start.ticks).toBeLessThan(10);
    expect(await untilListening(false, 40)).toBe(true);
  });

  test('an address starts it again; an address of any other kind does not', async () => {
    expect(runShipped(program, ['open', 'jiesuo-bridge://nonsense']).status).toBe(1);
    expect(await isListening(PORT)).toBe(false);
    expect(runShipped(program, ['open', 'jiesuo-bridge://start']).status).toBe(0);
    expect(await untilListening(true, 10)).toBe(true);
  });

  test('it is not uninstalled over a reset that only this computer can finish', () => {
    mkdirSync(journal, { recursive: true });
    const entry = { ceremony: '019a0000-0000-7000-8000-000000000000', at: '2026-03-02T01:00:00Z', step: 'change_sent' };
    writeFileSync(join(journal, `${entry.ceremony}.jsonl`), `${JSON.stringify(entry)}\n`);
    expect(runShipped(program, ['uninstall'])).toMatchObject({ status: 1, text: expect.stringContaining('--anyway') });
    expect(existsSync(program)).toBe(true);
  });

  test('it does not call another program at its port its own', async () => {
    expect(runShipped(program, ['uninstall', '--anyway']).status).toBe(0);
    const other = createServer().listen(PORT, '127.0.0.1');
    await once(other, 'listening');
    const { status, text } = runShipped(join(unpacked, 'jiesuo-bridge'), ['install']);
    expect([status, text]).toEqual([1, expect.stringContaining(String(PORT))]);
    expect(text).not.toContain('It is running');
    other.close();
    await once(other, 'close');
    expect(runShipped(join(unpacked, 'jiesuo-bridge'), ['install']).status).toBe(0);
    expect(await isListening(PORT)).toBe(true);
  });

  test('uninstalled, the home is what it was, file by file, and nothing listens', async () => {
    expect(runShipped(program, ['uninstall', '--anyway']).status).toBe(0);
    expect(everything()).toEqual(before);
    expect(await isListening(PORT)).toBe(false);
    expect(runShipped(join(unpacked, 'jiesuo-bridge'), ['uninstall']).status).toBe(1);
  });

  test('NODE_OPTIONS cannot make it run something else first', () => {
    const script = join(unpacked, 'evil.cjs');
    writeFileSync(script, "console.log('evil');");
    const { text } = runShipped(join(unpacked, 'jiesuo-bridge'), ['--help'], { NODE_OPTIONS: `--require="${script}"` });
    expect(text).toContain('证书助手');
    expect(text).not.toContain('evil');
  });
});
