import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CardStateError } from './fields.ts';
import { parseCardState } from './gmt0017/state.ts';
import { bareState, openCard, USER_INFO, USER_PIN } from './gmt0017/test-host.ts';
import { openCardStore } from './store.ts';

let parent: string;
let directory: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'jiesuo-cards-'));
  directory = join(parent, 'cards');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const mode = (path: string) => statSync(path).mode & 0o777;

test('what was saved is loaded again, and only the owner can read it', () => {
  const store = openCardStore(directory);
  store.save({ ...bareState, serial: 'JS0002', userTriesLeft: 1 });
  store.save(bareState);
  expect(openCardStore(directory).load()).toEqual([bareState, { ...bareState, serial: 'JS0002', userTriesLeft: 1 }]);
  expect(mode(directory)).toBe(0o700);
  expect(mode(join(directory, 'JS0001.json'))).toBe(0o600);
});

test('tries used on a card are on the disk when it answers', () => {
  const store = openCardStore(directory);
  const { verify } = openCard(bareState, { save: store.save });
  expect(verify(1, 'wrong-pin')).toBe('63c5');
  const [stored] = openCardStore(directory).load();
  expect(openCard(stored).send(USER_INFO)).toBe('0605019000');
});

test('a process killed right after its try was kept finds the try gone', () => {
  openCardStore(directory).save(bareState);
  const program = `
    import { openCardStore } from ${JSON.stringify(new URL('store.ts', import.meta.url).href)};
    import { openCard } from ${JSON.stringify(new URL('gmt0017/test-host.ts', import.meta.url).href)};
    const store = openCardStore(process.argv[1]);
    const save = (state) => { store.save(state); process.kill(process.pid, 'SIGKILL'); };
    console.log(openCard(store.load()[0], { save }).verify(1, ${JSON.stringify(USER_PIN)}));
  `;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program, directory], { encoding: 'utf8' });
  expect([run.signal, run.stdout, run.stderr]).toEqual(['SIGKILL', '', '']);
  expect(openCardStore(directory).load()[0]?.userTriesLeft).toBe(5);
});

test('a half-written file of a killed process is swept away and the card stands as it was', () => {
  openCardStore(directory).save(bareState);
  writeFileSync(join(directory, '.JS0001.0123456789ab.tmp'), '{"serial":"JS0001","userTr');
  expect(openCardStore(directory).load()).toEqual([bareState]);
  expect(readdirSync(directory)).toEqual(['JS0001.json']);
});

test('a serial number cannot climb out of the directory', () => {
  const store = openCardStore(directory);
  for (const serial of ['../evil', 'a/b', '', '.', 'x'.repeat(32)])
    expect(() => store.save({ ...bareState, serial })).toThrow(CardStateError);
  expect(readdirSync(parent)).toEqual(['cards']);
});

test('a broken card file is named, and none of its secrets', () => {
  const store = openCardStore(directory);
  writeFileSync(join(directory, 'JS0001.json'), JSON.stringify(bareState).slice(0, -30));
  expect(() => store.load()).toThrow(/^JS0001\.json: it cannot be read as JSON$/);
  writeFileSync(join(directory, 'JS0001.json'), JSON.stringify({ ...bareState, serial: 'JS0003' }));
  expect(() => store.load()).toThrow(/^JS0001\.json: the serial number is not the file name$/);
});

test.each([
  ['an unknown field', { ...bareState, extra: 1 }],
  ['a missing field', { ...bareState, userPin: undefined }],
  ['more tries left than there can be', { ...bareState, userTriesLeft: 7 }],
  ['more than ten tries', { ...bareState, userTriesMax: 11 }],
  ['a fraction of a try', { ...bareState, adminTriesLeft: 0.5 }],
  ['a NUL in a name', { ...bareState, label: 'a\0b' }],
  ['no object', [bareState]],
])('%s is no card', (_what, value) => {
  expect(() => parseCardState(value)).toThrow(CardStateError);
});
