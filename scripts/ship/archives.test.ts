import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutConsole } from './executable.ts';
import { type Entry, readTar, writeTar } from './tar.ts';
import { writeZip } from './zip.ts';

const entry = fc.record({
  path: fc.stringMatching(/^[a-z0-9]{1,12}(?:\/[a-z0-9.]{1,12})?$/),
  bytes: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
  isExecutable: fc.boolean(),
});
const entries: readonly Entry[] = [
  { path: 'jiesuo/program', bytes: Buffer.from('#!/bin/sh\n'), isExecutable: true },
  { path: 'jiesuo/资料.txt', bytes: Buffer.from('中文'), isExecutable: false },
  { path: 'jiesuo/empty', bytes: Buffer.alloc(0), isExecutable: false },
];
const shown = (list: readonly Entry[]) =>
  list.map(({ path, bytes, isExecutable }) => [path, bytes.toString('hex'), isExecutable]);

test('what a tar archive was made of is read from it again', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), (list) => {
      expect(shown(readTar(writeTar(list)))).toEqual(shown(list));
    }),
  );
});

test('the system’s tar unpacks ours, modes and names alike', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tar-'));
  writeFileSync(join(folder, 'a.tar'), writeTar(entries));
  execFileSync('tar', ['xf', 'a.tar'], { cwd: folder });
  expect(execFileSync(join(folder, 'jiesuo/program')).toString()).toBe('');
  expect(readFileSync(join(folder, 'jiesuo/资料.txt'), 'utf8')).toBe('中文');
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

test.skipIf(!hasPython)('a stranger’s unzip finds every file of ours whole', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zip-'));
  writeFileSync(join(folder, 'a.zip'), writeZip(entries));
  const program = `import sys,zipfile;z=zipfile.ZipFile('a.zip');assert z.testzip() is None
for i in z.infolist(): print(i.filename, z.read(i).hex(), bool(i.external_attr >> 16 & 0o100))`;
  const lines = execFileSync('python3', ['-c', program], {
    cwd: folder,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  const wanted = entries.map(
    ({ path, bytes, isExecutable }) => `${path} ${bytes.toString('hex')} ${isExecutable ? 'True' : 'False'}`,
  );
  expect(lines.toString().trimEnd().split('\n')).toEqual(wanted);
});

test('the same files give the same archive', () => {
  expect(writeTar(entries).equals(writeTar(entries))).toBe(true);
  expect(writeZip(entries).equals(writeZip(entries))).toBe(true);
});

test('a path that the format would cut, and an archive that was cut, are refused', () => {
  expect(() => writeTar([{ path: 'x'.repeat(101), bytes: Buffer.alloc(0), isExecutable: false }])).toThrow('too long');
  expect(() => readTar(writeTar(entries).subarray(0, 520))).toThrow('cut short');
});

test('only a Windows executable is told to have no console', () => {
  const pe = Buffer.alloc(256);
  pe.writeUInt32LE(64, 0x3c);
  expect(() => withoutConsole(pe)).toThrow('not a Windows executable');
  pe.write('PE\0\0', 64, 'latin1');
  expect(withoutConsole(pe).readUInt16LE(64 + 24 + 68)).toBe(2);
  expect(pe.readUInt16LE(64 + 24 + 68)).toBe(0);
});
