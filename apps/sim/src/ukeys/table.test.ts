import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CardStore,
  createDeframer,
  frame,
  issueCard,
  issueDemoCa,
  issueGidsCard,
  issuePivCard,
  openCardStore,
  parseAnyCardState,
} from '@jiesuo/card';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openUkeyTable } from './table.ts';

const ca = issueDemoCa();
const { state } = issueCard({
  ca,
  kind: 'sm2',
  company: '示例公司',
  uscc: '91990000MADEM0011K',
  userPin: 'Right-pin-1',
  serial: 'T1',
});
let folder: string;
let store: CardStore;
const open = () => openUkeyTable({ store, path: join(folder, 'desk.json') });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiesuo-table-'));
  store = openCardStore(join(folder, 'cards'));
  store.save(state);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('wrong PINs count down to locked, and a locked UKey does not say whether a PIN is right', () => {
  const table = open();
  for (const left of [5, 4, 3, 2, 1, 0]) expect(table.typeWrong('T1')).toEqual({ outcome: 'wrong', triesLeft: left });
  expect(table.type('T1', 'Right-pin-1')).toEqual({ outcome: 'locked' });
  expect(table.list()[0]).toMatchObject({ isLocked: true, userTriesLeft: 0, subscriber: '示例公司', kind: 'sm2' });
});

test('a right PIN gives the tries back and leaves nobody logged in', () => {
  const table = open();
  table.typeWrong('T1');
  expect(table.type('T1', 'Right-pin-1')).toEqual({ outcome: 'right' });
  expect(table.list()[0]?.userTriesLeft).toBe(6);
});

test('tries and what is plugged outlive the process', () => {
  const first = open();
  first.plug('T1');
  first.typeWrong('T1');
  const [ukey] = open().list();
  expect(ukey).toMatchObject({ isPlugged: true, userTriesLeft: 5 });
  open().unplug('T1');
  expect(open().list()[0]?.isPlugged).toBe(false);
});

test('an unknown serial number is refused', () => {
  expect(() => open().plug('NOBODY')).toThrow('ukey_unknown');
  expect(() => open().type('NOBODY', 'Right-pin-1')).toThrow('ukey_unknown');
});

test('in the reader of a vpcd the UKey is nowhere else, and pulling it closes the reader', async () => {
  const table = open();
  const told: string[] = [];
  const server = createServer((socket) => {
    const take = createDeframer();
    socket.on('data', (chunk) => told.push(...take(chunk).map((message) => Buffer.from(message).toString('hex'))));
    socket.on('close', () => told.push('closed'));
    socket.write(frame(Uint8Array.of(4)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  table.plug('T1');
  await table.attachToVpcd('T1', port);
  expect(table.list()[0]).toMatchObject({ isPlugged: false, isInVpcd: true });
  expect(() => table.plug('T1')).toThrow('ukey_in_vpcd');
  await expect.poll(() => told).toEqual(['3b8180018080']);
  table.unplug('T1');
  await expect.poll(() => told).toEqual(['3b8180018080', 'closed']);
  table.plug('T1');
  await new Promise((resolve) => server.close(resolve));
  await expect(table.attachToVpcd('T1', port)).rejects.toThrow('vpcd_unreachable');
});

test.each(['gids', 'piv'] as const)('a %s card takes a PIN at the desk by its own commands, and counts', (family) => {
  const all = openCardStore(join(folder, family), parseAnyCardState);
  const ca = issueDemoCa({ organization: '示例CA', validFrom: new Date('2026-01-01T00:00:00Z') });
  const order = { ca, company: '示例公司', uscc: '91990000MADEM0011K', userPin: 'Right-12', triesMax: 3 };
  const { state } =
    family === 'gids'
      ? issueGidsCard({ ...order, kind: 'p256' })
      : issuePivCard({ ...order, keys: [{ slot: '9c', kind: 'p256' }] });
  all.save(state);
  const table = openUkeyTable({ store: all, path: join(folder, `${family}.json`) });
  expect(table.type(state.serial, 'Right-12')).toEqual({ outcome: 'right' });
  for (let left = 2; left > 0; left--)
    expect(table.type(state.serial, 'Wrong-12')).toEqual({ outcome: 'wrong', triesLeft: left });
  table.typeWrong(state.serial);
  expect(table.type(state.serial, 'Right-12')).toEqual({ outcome: 'locked' });
  expect(table.list()[0]).toMatchObject({ kind: 'p256', isLocked: true, subscriber: '示例公司' });
  table.close();
});

test('a renewed UKey keeps PIN and keys, has a fresh admin secret and lies unplugged', () => {
  const table = open();
  table.plug('T1');
  const secret = table.renew('T1');
  expect(secret).toMatch(/^[\x21-\x7e]{16}$/);
  expect(store.load()[0]).toMatchObject({ adminPin: secret, userPin: 'Right-pin-1', containers: state.containers });
  expect(table.list()[0]?.isPlugged).toBe(false);
  expect(table.type('T1', 'Right-pin-1')).toEqual({ outcome: 'right' });
});
