import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createCard, createDesk, issueCard, issueDemoCa, serveCards } from '@jiesuo/card';
import { parseCertificate, verifySignature } from '@jiesuo/certificate';
import { ownModels, readModels } from '@jiesuo/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { modelOf } from '../drivers/pkcs11/test-module.ts';
import {
  compile,
  everything,
  inWindows,
  isLane,
  personFolder,
  prepareWine,
  probe,
  runInWine,
  startInWine,
  stopWine,
  unpackArchive,
} from './test-wine.ts';

const PORT = 17_596;
const label = 'abcdefghijklmnopqrstuvwx.localhost';
const builder = join(dirname(createRequire(import.meta.url).resolve('@jiesuo/card')), '..', 'skf', 'build.js');
const moduleSource = join(import.meta.dirname, '..', 'drivers', 'pkcs11', 'test-module.c');

async function untilListening(isListening: boolean): Promise<boolean> {
  for (const until = Date.now() + 30_000; Date.now() < until; await wait(200))
    if (((await statusOf('/window', label)) !== 0) === isListening) return true;
  return false;
}
const statusOf = (path: string, host: string): Promise<number> =>
  ask(path, host).then(
    ({ status }) => status,
    () => 0,
  );
const ask = (path: string, host: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: PORT, path, headers: { host: `${host}:${PORT}` } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    asked.on('error', reject);
    asked.end();
  });

function plugIn(serial: string) {
  const who = { company: '示例公司', uscc: '91110000100000000X', userPin: 'Abcd-1357' };
  const desk = createDesk([createCard(issueCard({ ca: issueDemoCa(), kind: 'sm2', serial, ...who }).state)]);
  desk.plug(serial);
  return serveCards({ desk, port: 0 });
}

describe.runIf(isLane)('the Windows archive under Wine', () => {
  let folder = '';
  let skf: ReturnType<typeof compile>;
  let pkcs11: ReturnType<typeof compile>;
  let program = '';
  let before: Awaited<ReturnType<typeof everything>>;
  let cards: readonly Awaited<ReturnType<typeof serveCards>>[] = [];

  beforeAll(async () => {
    prepareWine();
    before = await everything();
    // A card talks to one driver at a time: one UKey for each.
    cards = await Promise.all(['JSWINE1', 'JSWINE2'].map(plugIn));
    const [virtual, skfCard] = cards;
    process.env['JIESUO_CARD_PORT'] = String(skfCard?.port);
    skf = compile('skf.dll', (path) => [
      process.execPath,
      [builder, '--out', dirname(path), '--target', 'win32-x64', '--file', 'skf.dll'],
    ]);
    pkcs11 = compile('pkcs11.dll', (path) => [
      'x86_64-w64-mingw32-gcc',
      ['-shared', '-w', '-DBEHAVIOUR="token"', '-static-libgcc', '-o', path, moduleSource],
    ]);
    folder = await unpackArchive({
      port: PORT,
      portals: [{ origin: 'http://localhost:8190', publicKey: Buffer.alloc(32).toString('base64url') }],
      drivers: ['virtual', 'pcsc', 'skf', 'pkcs11'],
      extensions: ['abcdefghijklmnopabcdefghijklmnop'],
      virtualPort: virtual?.port,
      libraries: [
        { ...skf, driver: 'skf' },
        { ...pkcs11, driver: 'pkcs11' },
      ],
    });
    program = join(folder, 'jiesuo-bridge.exe');
  });
  afterAll(async () => {
    stopWine();
    await Promise.all(cards.map((one) => one.close()));
  });

  test('it starts, says its version and system, and refuses what it does not know', async () => {
    const { status, text } = await runInWine(program, '--help');
    expect([status, text]).toEqual([0, expect.stringContaining('证书助手')]);
    expect((await runInWine(program, 'nonsense')).status).toBe(1);
  });

  test('each driver lives in a child process of the same program, and reaches what there is', async () => {
    const { text } = await runInWine(program, 'doctor');
    expect(text).toContain('win32-x64');
    expect(text).toMatch(/virtual: 1 /);
    expect(text).toMatch(/skf: 1 /);
    expect(text).toMatch(/pkcs11: 1 /);
    // Wine 8.0 has no smart card service.
    expect(text).toMatch(/pcsc: /);
  });

  test('an SKF library behind the Windows ABI counts, changes a PIN and signs', async () => {
    const options = { virtualPort: 1, models: readModels([ownModels]).models, libraries: [{ ...skf, driver: 'skf' }] };
    const told = await probe({
      program: inWindows(program),
      driver: 'skf',
      options,
      secret: null,
      oldPin: 'Abcd-1357',
      newPin: 'Neu-24680',
    });
    const done = { serial: 'JSWINE2', wrong: 'wrong', right: 'right', changed: 'right', verified: 'right' };
    expect(told).toMatchObject({
      ...done,
      before: { user: { left: 6, max: 6 } },
      after: { user: { left: 5, max: 6 } },
    });
    const { signed } = z.object({ signed: z.object({ certificate: z.string(), signature: z.string() }) }).parse(told);
    const certificate = parseCertificate(Buffer.from(signed.certificate, 'hex'));
    expect(verifySignature(certificate, Buffer.alloc(32, 7), Buffer.from(signed.signature, 'hex'))).toBe(true);
  });

  test('a PKCS#11 module behind the Windows ABI counts, changes a PIN and unblocks with the admin secret', async () => {
    const options = {
      virtualPort: 1,
      models: [modelOf('Jiesuo test', 'so_init_pin')],
      libraries: [{ ...pkcs11, driver: 'pkcs11' }],
    };
    const told = await probe({
      program: inWindows(program),
      driver: 'pkcs11',
      options,
      secret: 'Admin-Secret-16c',
      oldPin: '1234-abcd',
      newPin: 'Neu-24680',
    });
    const done = {
      serial: '0042',
      wrong: 'wrong',
      right: 'right',
      changed: 'right',
      unblocked: 'right',
      verified: 'right',
    };
    expect(told).toMatchObject(done);
  });

  test('its window answers on loopback, and nothing but a fresh label is answered', async () => {
    startInWine(program, 'start');
    expect(await untilListening(true)).toBe(true);
    expect(await ask('/window', label)).toMatchObject({ status: 200, text: expect.stringContaining('证书助手') });
    expect((await ask('/window/script/window.ts', label)).status).toBe(200);
    expect((await ask('/window', 'localhost')).status).toBe(421);
    stopWine();
    expect(await untilListening(false)).toBe(true);
  });

  test('it installs without an administrator, runs from there, and uninstalls to the last file and key', async () => {
    const { status, text } = await runInWine(program, 'install');
    expect([status, text]).toEqual([0, expect.stringContaining('It is running')]);
    const installed = personFolder('AppData', 'Local', 'Programs', 'jiesuo-bridge');
    expect(existsSync(join(installed, 'jiesuo-bridge.exe'))).toBe(true);
    const { registry } = await everything();
    for (const key of [
      'CurrentVersion\\\\Run',
      'Classes\\\\jiesuo-bridge\\\\shell',
      'NativeMessagingHosts\\\\cn.jiesuo.bridge',
    ])
      expect(registry.replaceAll('\\', '\\\\')).toContain(key);
    const gone = await runInWine(join(installed, 'jiesuo-bridge.exe'), 'uninstall');
    expect([gone.status, gone.text]).toEqual([0, expect.stringContaining('nothing of it is left')]);
    expect(await untilListening(false)).toBe(true);
    for (const until = Date.now() + 30_000; existsSync(dirname(installed)) && Date.now() < until; ) await wait(300);
    const after = await everything();
    expect(after.files).toEqual(before.files);
    expect(linesOf(after.registry)).toEqual(linesOf(before.registry));
  });
});

/** Without what Wine itself counts. */
const linesOf = (registry: string): readonly string[] =>
  registry.split('\r\n').filter((line) => line.includes('jiesuo'));
