import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyContents, damagedFiles, readContents, removeContents } from './contents.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const one = (path: string, text = path) => ({ path, sha256: sha256(text), isExecutable: false });
const folderWith = (...paths: readonly string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'contents-'));
  mkdirSync(join(folder, 'inner'));
  for (const path of paths) writeFileSync(join(folder, path), path);
  return folder;
};
const listed = (folder: string, files: unknown) =>
  writeFileSync(join(folder, 'contents.json'), JSON.stringify({ files }));

test.each(['../outside', '/etc/passwd', 'a/../../b', './a', 'a//b', 'a\\b', '..', 'C:evil'])(
  'a list that names %s is no list',
  async (path) => {
    const folder = folderWith();
    listed(folder, [one(path)]);
    expect(await readContents(folder)).toBeUndefined();
  },
);

test('a file that is missing or changed is found before anything is copied', async () => {
  const folder = folderWith('program', 'inner/data');
  const files = [one('program', 'changed on the way'), one('inner/data'), one('missing')];
  expect(await damagedFiles(folder, files)).toEqual(['program', 'missing']);
});

test('what is copied is what the list names, and the list', async () => {
  const [from, to] = [folderWith('program', 'inner/data', 'stranger'), folderWith()];
  listed(from, [one('program'), one('inner/data')]);
  const files = (await readContents(from)) ?? [];
  await copyContents(from, to, files);
  expect(readFileSync(join(to, 'inner/data'), 'utf8')).toBe('inner/data');
  expect(await readContents(to)).toEqual(files);
  expect(() => readFileSync(join(to, 'stranger'))).toThrow();
});

test('of an older version only what the new one lacks goes', async () => {
  const folder = folderWith('program', 'old');
  await removeContents(folder, [one('program'), one('old')], [one('program')]);
  expect(readFileSync(join(folder, 'program'), 'utf8')).toBe('program');
  expect(() => readFileSync(join(folder, 'old'))).toThrow();
});
