import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { models } from './models.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const put = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const report = {
  v: 1,
  day: '2026-11-22',
  bridge: '0.1.0',
  node: 'v24.21.0',
  system: 'win32-x64',
  systemVersion: 'Windows_NT 10.0',
  prompt: 'native',
  drivers: ['pcsc'],
  libraries: [],
  modelFaults: [],
  conditions: [],
  ukeys: [
    { driver: 'pcsc', name: 'known', model: 'jiesuo-virtual', atr: '3b8180018080' },
    { driver: 'pcsc', name: 'new one', atr: '3b00' },
  ],
};

test('without more, the models that come with the bridge are listed, and none has a fault', () => {
  const { out, code } = models([]);
  expect(code).toBe(0);
  expect(out.join('\n')).toMatch(/^✓ jiesuo-virtual/m);
});

test('a file that is no model is told by name, and the exit code says so', () => {
  const { out, code } = models(['check', put('mine.json', '{}')]);
  expect(code).toBe(1);
  expect(out[0]).toMatch(/^✗ mine\.json: id: /);
});

test('a draft is of the UKey that nobody knows, alone on the output, with its next steps aside', () => {
  const { out, aside, code } = models(['draft', put('report.txt', `From a customer\n${JSON.stringify(report)}\nBye`)]);
  expect(code).toBe(0);
  expect(JSON.parse(out.join('\n'))).toMatchObject({ match: { atr: [{ value: '3b00' }] }, drivers: { pcsc: true } });
  expect(aside.join('\n')).toContain('new one');
});

test('a draft as it stands is refused by the check, field by field', () => {
  const { out } = models(['draft', put('report.txt', JSON.stringify(report))]);
  const checked = models(['check', put('draft.json', out.join('\n'))]);
  expect(checked.code).toBe(1);
  const fields = checked.out.map((line) => line.split(': ')[1]);
  expect(fields).toEqual(expect.arrayContaining(['id', 'maker', 'names.zh', 'family', 'reset.method', 'pin.min']));
  expect(fields).not.toContain('match.atr.0.value');
});

test.each([
  ['a verb that there is not', ['burn']],
  ['a check of nothing', ['check']],
  ['a draft of two', ['draft', 'a', 'b']],
  ['a file that is not there', ['draft', '/nowhere/report.txt']],
])('%s is exit code 1 with a sentence', (_, args) => {
  const { out, aside, code } = models(args);
  expect([out, code]).toEqual([[], 1]);
  expect(aside.join('')).toMatch(/[\u4e00-\u9fff].*[A-Za-z]/);
});
