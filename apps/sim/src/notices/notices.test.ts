import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAgenda } from '../clock/agenda.ts';
import { openRecords } from '../disk/records.ts';
import { createFaults, type FaultKind } from '../faults/order.ts';
import { listenForNotices } from '../witness/listener.ts';
import { type Notifier, openNotices } from './notices.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiesuo-notices-'));
  path = join(folder, 'gateways.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plain: Notifier = {
  scheduleSeconds: [15, 15, 30],
  isThanked: ({ status }) => status === 204,
  compose: (one, fault) => ({ headers: { 'x-number': one.number }, body: fault ?? 'fine' }),
};

/** Notices of `numbers` to a merchant that answers `statuses`, one after the other. */
async function play(numbers: readonly string[], statuses: readonly number[], faults: readonly FaultKind[] = []) {
  const merchant = await listenForNotices((nth) => ({ status: statuses[nth - 1] ?? 204, body: '' }));
  const records = openRecords(path);
  const agenda = openAgenda(records);
  const ordered = createFaults();
  for (const kind of faults) ordered.order({ gateway: 'wechat', kind, count: 1, delayMs: 5000 });
  const notices = openNotices(records, agenda, ordered);
  notices.teach('wechat', plain);
  agenda.start();
  for (const number of numbers) {
    notices.tell({ gateway: 'wechat', number, event: 'PAID' }, merchant.url);
    await agenda.settle();
  }
  const end = async () => {
    await agenda.stop();
    records.close();
    await merchant.close();
  };
  return { agenda, notices, heard: merchant.heard, end };
}

test('a notification is sent again at its times until it is thanked, and then never', async () => {
  const { agenda, notices, heard, end } = await play(['a'], [500, 404, 204]);
  expect(heard).toHaveLength(1);
  await agenda.advance(14);
  expect(heard).toHaveLength(1);
  await agenda.advance(2);
  expect(heard).toHaveLength(2);
  await agenda.advance(86_400);
  expect(heard).toHaveLength(3);
  expect(notices.list()).toMatchObject([{ state: 'thanked', attempts: 3, said: '204' }]);
  await end();
});

test('after the last of its times a notification is given up', async () => {
  const { agenda, notices, heard, end } = await play(['a'], [500, 500, 500, 500, 500]);
  await agenda.advance(86_400);
  expect(heard).toHaveLength(4);
  expect(notices.list()).toMatchObject([{ state: 'given_up', said: '500' }]);
  await end();
});

test.each<[FaultKind, string[]]>([
  ['notice_duplicate', ['fine', 'fine']],
  ['notice_signtest', ['notice_signtest', 'fine']],
  ['notice_evil_key', ['notice_evil_key']],
  ['notice_drop', []],
  ['notice_delay', []],
])('the fault %s strikes one delivery', async (kind, bodies) => {
  const { agenda, heard, end } = await play(['a'], [], [kind]);
  expect(heard.map(({ body }) => body)).toEqual(bodies);
  await agenda.advance(60);
  expect(heard.at(-1)?.body).toBe(kind === 'notice_evil_key' ? kind : 'fine');
  await end();
});

test('out of order: the first arrives after the second', async () => {
  const { agenda, heard, end } = await play(['a', 'b'], [], ['notice_reorder']);
  await agenda.settle();
  await new Promise((resolve) => setImmediate(resolve));
  await agenda.settle();
  expect(heard.map(({ headers }) => headers['x-number'])).toEqual(['b', 'a']);
  await end();
});

test('what was sent last can be played again, byte by byte', async () => {
  const { notices, heard, end } = await play(['a'], []);
  expect(await notices.replay(notices.list()[0]?.id ?? '')).toEqual({ status: 204, body: '' });
  expect(heard[1]).toMatchObject({ body: heard[0]?.body, headers: { 'x-number': 'a' } });
  expect(await notices.replay('none')).toBeUndefined();
  await end();
});

test('a killed process loses no payment that it acknowledged, and its notification is still sent', async () => {
  const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const program = `
    import { createCashier } from ${module('../cashier/cashier.ts')};
    import { openAgenda } from ${module('../clock/agenda.ts')};
    import { openRecords } from ${module('../disk/records.ts')};
    import { createFaults } from ${module('../faults/order.ts')};
    import { openBook } from ${module('../trades/book.ts')};
    import { openNotices } from ${module('notices.ts')};
    const records = openRecords(process.argv[1]);
    const agenda = openAgenda(records);
    const book = openBook(records, agenda);
    book.put({ gateway: 'wechat', number: 'a', subject: 's', amountFen: 1, notifyUrl: process.argv[2], asked: '',
      madeAt: new Date().toISOString(), state: 'open' });
    createCashier(book, openNotices(records, agenda, createFaults())).pay('wechat', 'a');
    process.kill(process.pid, 'SIGKILL');
  `;
  const merchant = await listenForNotices(() => ({ status: 204, body: '' }));
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program, path, merchant.url]);
  expect(run.signal).toBe('SIGKILL');
  const records = openRecords(path);
  const agenda = openAgenda(records);
  const notices = openNotices(records, agenda, createFaults());
  notices.teach('wechat', plain);
  agenda.start();
  await agenda.settle();
  expect(notices.list()).toMatchObject([{ number: 'a', state: 'thanked' }]);
  expect(merchant.heard).toHaveLength(1);
  await agenda.stop();
  records.close();
  await merchant.close();
});
