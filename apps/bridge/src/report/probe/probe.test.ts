import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CardState, createCard, createDesk, issueCard, issueDemoCa, serveCards } from '@jiesuo/card';
import { dialects } from '@jiesuo/ceremony';
import { checkModels, ownModels } from '@jiesuo/models';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BridgeConfig, ConfigError, loadConfig } from '../../config.ts';
import { readPin } from './pinFile.ts';
import { probeCommand } from './probe.ts';

const PIN = 'Cust-1357';
const { state: issued, adminPin } = issueCard({
  ca: issueDemoCa(),
  kind: 'sm2',
  company: '示例科技有限公司',
  uscc: '91110108551385082Q',
  userPin: PIN,
  isDefaultUserPin: false,
});

let folder = '';
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'probe-'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  rmSync(folder, { recursive: true });
});
const put = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

type Fields = Record<string, unknown>;
/** A draft that says nothing of the dialect, unless it is told to. */
function record(change: (reset: Fields, whole: Fields) => void = () => undefined): string {
  const whole = JSON.parse(readFileSync(join(ownModels, 'jiesuo-virtual.json'), 'utf8')) as Fields;
  whole['id'] = 'theirs';
  const reset: Fields = { method: 'gmt0017' };
  whole['reset'] = reset;
  change(reset, whole);
  return put('theirs.json', JSON.stringify(whole));
}

async function plug(...states: readonly Partial<CardState>[]) {
  const cards = states.map((more, i) => createCard({ ...issued, serial: `JSP${i}`, ...more }));
  const desk = createDesk(cards);
  for (const { state } of cards) desk.plug(state.serial);
  const server = await serveCards({ desk, port: 0 });
  closing.push(() => server.close());
  return { cards, load: configFor(server.port) };
}
const configFor = (virtualPort: number) => (): BridgeConfig => {
  const portal = { origin: 'https://reset.example.cn', publicKey: Buffer.alloc(32, 1).toString('base64url') };
  return loadConfig(put('bridge.json', JSON.stringify({ portals: [portal], drivers: ['virtual'], virtualPort })));
};
const run = async (args: readonly string[], load: () => BridgeConfig) => {
  const printed = await probeCommand(args, load);
  return printed ?? expect.unreachable('not understood');
};

test('without a PIN it asks what is free, says what may be, and leaves record and UKey as they are', async () => {
  const { cards, load } = await plug({ userTriesLeft: 1, adminTriesLeft: 1 });
  const before = cards[0]?.state;
  const path = record();
  const text = readFileSync(path, 'utf8');
  const { out, code } = await run([path], load);
  expect(code).toBe(0);
  expect(out.join('\n')).toContain('headerLength 7');
  expect(out.join('\n')).toContain('应用 applications: JIESUO');
  expect(out.join('\n')).toContain('CA密码 user PIN 1/6，管理员密码 admin PIN 1/6');
  expect(out.join('\n')).toContain('dialects that may be: 8');
  expect(out.at(-1)).toContain('--user-pin-file');
  expect([cards[0]?.state, readFileSync(path, 'utf8')]).toEqual([before, text]);
});

test.each(dialects)('with a test UKey’s PIN the record becomes one that the check takes: %j', async (dialect) => {
  const { pinHash, lcInMac, lcEndian, headerLength } = dialect;
  const { cards, load } = await plug({ dialect: { pinHash, lcInMac, lcEndian, headerLength } });
  const path = record();
  const { out, aside, code } = await run([path, '--user-pin-file', put('pin', `${PIN}\r\n`)], load);
  expect([code, aside]).toEqual([0, []]);
  expect(out.join('\n')).toContain('✓ 方言已找到');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ reset: { application: 'JIESUO', ...dialect } });
  expect(checkModels([path]).isFine).toBe(true);
  expect(cards[0]?.state).toMatchObject({
    userPin: PIN,
    userTriesLeft: 6,
    adminTriesLeft: 6,
    adminPin: issued.adminPin,
  });
  expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
});

test('with the admin PIN it is confirmed by a reset, and the record says so', async () => {
  const { cards, load } = await plug({});
  const path = record();
  const pins = ['--user-pin-file', put('pin', PIN), '--admin-pin-file', put('admin', `${adminPin}\n`)];
  const { out, code } = await run([path, ...pins], load);
  expect([code, out.some((line) => line.includes('a reset with the admin PIN worked'))]).toEqual([0, true]);
  expect(readFileSync(path, 'utf8')).toContain('then a reset with the admin PIN');
  expect(cards[0]?.state).toMatchObject({ userPin: PIN, userTriesLeft: 6, adminTriesLeft: 6 });
});

test('a wrong PIN is told with what it cost, and nothing is written', async () => {
  const { cards, load } = await plug({});
  const path = record();
  const text = readFileSync(path, 'utf8');
  const { out, code } = await run([path, '--user-pin-file', put('pin', 'Wrong-9999')], load);
  expect(code).toBe(1);
  expect(out.at(-1)).toContain('CA密码 user PIN 2，管理员密码 admin PIN 0，剩余');
  expect(cards[0]?.state).toMatchObject({ userTriesLeft: 4, adminTriesLeft: 6 });
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('no PIN is ever printed or kept', async () => {
  const { load } = await plug({});
  const path = record();
  const pins = ['--user-pin-file', put('pin', PIN), '--admin-pin-file', put('admin', adminPin)];
  const { out, aside } = await run([path, ...pins], load);
  const told = [...out, ...aside, readFileSync(path, 'utf8')].join('\n');
  for (const secret of [PIN, adminPin, issued.serial]) expect(told).not.toContain(secret);
});

test.each([
  [
    'a UKey that the record does not claim is not asked anything',
    (_: Fields, whole: Fields) =>
      (whole['match'] = { atr: [{ value: '3b00' }], skf: whole['match'] && [{ manufacturer: { is: 'X' } }] }),
    'No UKey of this record',
  ],
  [
    'an application that is not there is named',
    (reset: Fields) => (reset['application'] = 'THEIRS'),
    'check reset.application',
  ],
  [
    'a record of another method has no dialect',
    (reset: Fields) => (reset['method'] = 'trusted_bridge'),
    'only gmt0017',
  ],
  [
    'a record that is not ready is not probed',
    (_: Fields, whole: Fields) => delete whole['tries'],
    'fill in the rest first',
  ],
])('%s', async (_, change, sentence) => {
  const { cards, load } = await plug({});
  const { aside, code } = await run([record(change), '--user-pin-file', put('pin', PIN)], load);
  expect([code, aside.join('\n')]).toEqual([1, expect.stringContaining(sentence)]);
  expect(cards[0]?.state.userTriesLeft).toBe(6);
});

test('what is missing is told in both languages: the file, the PIN, the UKey, the service, the configuration', async () => {
  const { load } = await plug({});
  const nobody = configFor(1);
  const told = [
    await run(['/nowhere.json'], load),
    await run([record(), '--user-pin-file', put('short', 'abc')], load),
    await run([record()], nobody),
    await run([record()], () => {
      throw new ConfigError('配置不正确 The configuration is not valid');
    }),
  ];
  for (const { aside, code } of told) {
    expect(code).toBe(1);
    expect(aside.join('')).toMatch(/[\u4e00-\u9fff].*[A-Za-z]/);
  }
});

test('of several UKeys none is tried', async () => {
  const { cards, load } = await plug({}, {});
  const { aside, code } = await run([record(), '--user-pin-file', put('pin', 'Wrong-9999')], load);
  expect([code, aside[0]]).toEqual([1, expect.stringContaining('Several UKeys')]);
  expect(cards.map(({ state }) => state.userTriesLeft)).toEqual([6, 6]);
});

test.each([[[]], [['a', 'b']], [['a', '--admin-pin-file', 'x']], [['a', '--pin', 'Cust-1357']]])(
  'arguments that mean nothing are not guessed at: %j',
  async (args) => expect(await probeCommand(args, configFor(1))).toBeUndefined(),
);

test('a PIN file holds one PIN and the end of its line', () => {
  const read = (text: string) => readPin(put('one', text))?.toString();
  expect([read('Cust-1357'), read('Cust-1357\n'), read('Cust-1357\r\n')]).toEqual([PIN, PIN, PIN]);
  for (const text of [
    '',
    '\n',
    'short',
    'two pins here',
    'Cust-1357\n\n',
    'Cust-1357\nmore-1357',
    '密码密码密码',
    'x'.repeat(17),
    'x'.repeat(80),
  ])
    expect(read(text), text).toBeUndefined();
  expect(readPin('/nowhere')).toBeUndefined();
});
