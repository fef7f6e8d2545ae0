import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type BrowserContext, expect, test } from '@playwright/test';
import { openDatabase } from '../../apps/server/src/db/open.ts';
import { freePorts } from '../world.ts';
import { openCluster, whyNoPostgres } from './cluster.ts';
import { plug, typePin } from './desk.ts';
import { found, type Needle, nestedForms, plainForms } from './needles.ts';
import { awaitingReset, register } from './people.ts';
import { type Programs, readDemo, startPrograms } from './programs.ts';
import { openRecorder } from './recorder.ts';
import { askToRead, isDone, openReset, pageOf, typePinIn } from './screen.ts';
import { INS, openTap, type Passed } from './tap.ts';

const pin = 'Hidden-4709-zY';

/** Everything the browser sends and gets, decoded: addresses, headers, bodies. The window's last answers are lost when it closes itself. */
function recordBrowser(context: BrowserContext): { readonly paths: string[]; all(): Promise<Buffer> } {
  const pieces: Promise<Buffer>[] = [];
  const paths: string[] = [];
  context.on('requestfinished', (request) => {
    paths.push(new URL(request.url()).pathname);
    const sent = [Buffer.from(request.url()), request.postDataBuffer() ?? Buffer.alloc(0)];
    const got = async () => {
      const response = await request.response();
      const heads = JSON.stringify([await request.allHeaders(), await response?.allHeaders()]);
      return [Buffer.from(heads), (await response?.body()) ?? Buffer.alloc(0)];
    };
    pieces.push(
      got().then(
        (more) => Buffer.concat([...sent, ...more]),
        () => Buffer.concat(sent),
      ),
    );
  });
  return { paths, all: async () => Buffer.concat(await Promise.all(pieces)) };
}

/** Every table, row by row, as text; what PostgreSQL compresses or moves out of line is whole here. */
async function dump(programs: Programs, databaseUrl: string | undefined): Promise<Buffer> {
  const database = await openDatabase({ dataDir: programs.dataDir, databaseUrl });
  try {
    const tables = await database.script(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    const rows: string[] = [];
    for (const { name } of tables)
      for (const row of await database.script(`select t::text as row from ${String(name)} t`))
        rows.push(String(row['row']));
    // A column of JSON stands quoted inside the row's text.
    return Buffer.from(rows.join('\n').replaceAll('\\', '').replaceAll('""', '"'));
  } finally {
    await database.close();
  }
}

/** Every file of DATA_DIR but the UKeys themselves, which know their PIN, and the demo's own list of admin PINs. */
function filesOf(dataDir: string): Map<string, Buffer> {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const named = files.map((entry) => relative(dataDir, join(entry.parentPath, entry.name)));
  const looked = named.filter((name) => !name.startsWith('cards/') && name !== join('demo', 'demo.json'));
  return new Map(looked.map((name) => [name, readFileSync(join(dataDir, name))]));
}

/** The commands after UNBLOCK that carry or hide a PIN, and the challenges they are made with. */
function needlesAfterUnblock(passed: readonly Passed[]): Needle[] {
  const from = passed.findLastIndex(({ command }) => command[1] === INS.unblock);
  return passed.slice(from + 1).flatMap(({ command, answer }, at): Needle[] => {
    const name = `command ${at} after UNBLOCK (INS ${command[1]?.toString(16)})`;
    if (command[1] === INS.verify || command[1] === INS.change)
      return [
        { name, bytes: command },
        { name: `${name}, its cryptogram`, bytes: command.subarray(9, 25) },
      ];
    if (command[1] === INS.sign) return [{ name, bytes: command }];
    const isChallenge = command[1] === 0x50 && answer?.length === 10;
    return isChallenge ? [{ name: `challenge ${at} after UNBLOCK`, bytes: answer.subarray(0, 8) }] : [];
  });
}

for (const engine of ['embedded', 'postgres'] as const)
  test(`neither the new PIN, nor the admin PIN, nor a command after UNBLOCK is in any traffic, log, journal, evidence or database (${engine})`, async ({
    context,
  }) => {
    test.setTimeout(180_000);
    const reason = engine === 'postgres' ? whyNoPostgres() : undefined;
    test.skip(reason !== undefined, reason ?? '');
    const cluster = engine === 'postgres' ? openCluster() : undefined;
    const [toPortal, toSms] = [await openRecorder(), await openRecorder()];
    const [cardPort = 0] = await freePorts(1);
    const tap = await openTap(cardPort);
    const programs = await startPrograms({
      env: { SMS_URL: `http://127.0.0.1:${toSms.port}/gateway/sms`, ...(cluster ? { DATABASE_URL: cluster.url } : {}) },
      cardPort,
      portalFront: toPortal.port,
      bridge: { virtualPort: tap.port },
    });
    toPortal.target = programs.ports.PORTAL_PORT;
    toSms.target = programs.ports.SIM_PORT;
    try {
      await programs.start('sim', 'server', 'bridge');
      const demo = readDemo(programs);
      const serial = demo.parts['main'] ?? '';
      await plug(programs, serial);
      const customer = await register(programs);
      const browser = recordBrowser(context);
      const page = await pageOf(context, programs, customer);
      const reading = await askToRead(page, programs);
      await reading.getByRole('button', { name: '允许读取' }).click();
      await expect(page.getByText(serial)).toBeVisible();
      const order = await awaitingReset(programs, customer, serial);
      tap.passed.length = 0;
      const window = await openReset(page, programs, customer, order);
      await typePinIn(window, pin);
      await isDone(window);
      await expect(page.getByText('CA密码重置成功', { exact: false })).toBeVisible();
      const evidence = await customer.ask('orders.evidence', { number: order });
      expect(await typePin(programs, serial, pin)).toEqual({ outcome: 'right' });

      const traffic = await browser.all();
      await context.close();
      await programs.halt();
      await toPortal.close();
      await toSms.close();
      const files = filesOf(programs.dataDir);
      const whole = new Map([
        ['the browser’s traffic', traffic],
        ['the bytes between browser and server', Buffer.concat(toPortal.heard)],
        ['the bytes between server and SMS gateway', Buffer.concat(toSms.heard)],
        ['the evidence', Buffer.from(await evidence.arrayBuffer())],
        ['the database', await dump(programs, cluster?.url)],
        ...[...files].filter(([name]) => !name.startsWith('db/')),
      ]);
      const raw = new Map([...files].filter(([name]) => name.startsWith('db/')));
      const after = needlesAfterUnblock(tap.passed);
      expect(after.filter(({ name }) => name.includes('cryptogram'))).toHaveLength(3);
      const admin = demo.ukeys.find((one) => one.serial === serial)?.adminPin ?? '';
      const secrets: Needle[] = [
        { name: 'the new PIN', bytes: Buffer.from(pin) },
        { name: 'the admin PIN', bytes: Buffer.from(admin) },
        ...after,
      ];
      expect(admin).toHaveLength(16);
      expect(found(secrets, whole, nestedForms)).toEqual([]);
      expect(found(secrets, raw, plainForms)).toEqual([]);

      // The same search finds what does belong there, so that an empty result means something.
      const unblock = tap.passed.find(({ command }) => command[1] === INS.unblock)?.command ?? Buffer.alloc(0);
      const shown = found([{ name: 'UNBLOCK', bytes: unblock }], whole, nestedForms);
      expect(shown).toEqual(
        ['the browser’s traffic', 'the bytes between browser and server', 'the evidence', 'the database'].map(
          (where) => `UNBLOCK in ${where}`,
        ),
      );
      const known: Needle = { name: 'the customer’s UKey', bytes: Buffer.from(serial) };
      expect(found([known], raw, plainForms).length > 0).toBe(engine === 'embedded');
      const names = [...files.keys()];
      for (const log of ['server', 'bridge', 'sim']) expect(names).toContain(join('logs', `${log}.log`));
      expect(names.some((name) => name.startsWith(join('bridge', 'journal')))).toBe(true);
      for (const path of ['/window/pin', '/window/next', '/api/ceremonies.redeem', '/api/ceremonies.exchange'])
        expect(browser.paths).toContain(path);
    } finally {
      await programs.stop();
      await tap.close();
      cluster?.close();
    }
  });
