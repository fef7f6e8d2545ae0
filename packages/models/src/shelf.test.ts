import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownModels } from './read.ts';
import { openShelf } from './shelf.ts';

let folder = '';
let clock = 0;
const now = () => clock;
const own = (id: string) => join(ownModels, `${id}.json`);
const add = (id: string) => copyFileSync(own(id), join(folder, `${id}.json`));
const ids = (shelf: ReturnType<typeof openShelf>) => shelf.models().map(({ id }) => id);

beforeEach(() => {
  clock = 0;
  folder = mkdtempSync(join(tmpdir(), 'shelf-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a model that is added, changed or taken away counts without a restart', () => {
  add('softhsm2');
  const shelf = openShelf([folder], now);
  expect(ids(shelf)).toEqual(['softhsm2']);
  add('jiesuo-virtual');
  clock += 1000;
  expect(ids(shelf)).toEqual(['jiesuo-virtual', 'softhsm2']);
  expect(shelf.find('jiesuo-virtual')?.maker).toBe('Jiesuo');
  const text = readFileSync(own('jiesuo-virtual'), 'utf8').replace('"maker": "Jiesuo"', '"maker": "Another"');
  writeFileSync(join(folder, 'jiesuo-virtual.json'), text);
  clock += 1000;
  expect(shelf.find('jiesuo-virtual')?.maker).toBe('Another');
  rmSync(join(folder, 'jiesuo-virtual.json'));
  clock += 1000;
  expect(ids(shelf)).toEqual(['softhsm2']);
});

test('a broken file leaves the last good set in force, is told, and counts once it is mended', () => {
  add('softhsm2');
  const shelf = openShelf([folder], now);
  expect(ids(shelf)).toEqual(['softhsm2']);
  writeFileSync(join(folder, 'softhsm2.json'), '{');
  add('jiesuo-virtual');
  clock += 1000;
  expect(ids(shelf)).toEqual(['softhsm2']);
  expect(shelf.faults()).toMatchObject([{ file: 'softhsm2.json', field: '' }]);
  add('softhsm2');
  clock += 1000;
  expect(ids(shelf)).toEqual(['jiesuo-virtual', 'softhsm2']);
  expect(shelf.faults()).toEqual([]);
});

test('at the start every good file counts beside a broken one', () => {
  add('softhsm2');
  writeFileSync(join(folder, 'a.json'), '{}');
  const shelf = openShelf([folder], now);
  expect(ids(shelf)).toEqual(['softhsm2']);
  expect(shelf.faults().length).toBeGreaterThan(0);
});

test('a folder that is not there yet is no fault, and counts when it comes', () => {
  const later = join(folder, 'later');
  const shelf = openShelf([ownModels, later], now);
  const before = ids(shelf).length;
  expect(shelf.faults()).toEqual([]);
  mkdirSync(later);
  copyFileSync(own('softhsm2'), join(later, 'mine.json'));
  clock += 1000;
  expect(ids(shelf)).toHaveLength(before);
  expect(shelf.faults()).toMatchObject([{ file: 'mine.json', field: 'id' }, { field: 'match.pkcs11.0' }]);
});

test('the folders are looked at once a second at most', () => {
  const shelf = openShelf([folder], now);
  expect(ids(shelf)).toEqual([]);
  add('softhsm2');
  clock += 999;
  expect(ids(shelf)).toEqual([]);
  clock += 1;
  expect(ids(shelf)).toEqual(['softhsm2']);
});
