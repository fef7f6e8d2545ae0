import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkLibrary, loadLibrary } from './library.ts';
import { isOfThisMachine } from './library-format.ts';

const folder = mkdtempSync(join(tmpdir(), 'library-'));
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
/** Node's own executable begins as a library of this machine does. */
const head = readFileSync(process.execPath).subarray(0, 4096);
function file(name: string, bytes: Buffer = head): string {
  const path = join(folder, name);
  writeFileSync(path, bytes, { mode: 0o644 });
  return path;
}
const condition = (code: string, detail: string) => ({ condition: { code, detail } });

test('the file that was recorded is allowed, under the name that was hashed', async () => {
  const path = file('vendor.so');
  const link = join(folder, 'link.so');
  symlinkSync(path, link);
  expect(await checkLibrary(path, hashOf(head))).toEqual({ path });
  expect(await checkLibrary(link, hashOf(head))).toEqual({ path });
});

test('a file that changed by one bit is refused, and its folder is not told', async () => {
  const changed = Buffer.from(head);
  changed.writeUInt8(changed.readUInt8(4000) ^ 1, 4000);
  expect(await checkLibrary(file('changed.so', changed), hashOf(head))).toEqual(
    condition('library_refused', 'changed.so'),
  );
});

test('a file that is not there is missing', async () => {
  expect(await checkLibrary(join(folder, 'none.so'), hashOf(head))).toEqual(condition('library_missing', 'none.so'));
  expect(await checkLibrary(join(file('a-file'), 'none.so'), hashOf(head))).toEqual(
    condition('library_missing', 'none.so'),
  );
});

test('a bare name, which the system would search for, is refused', async () => {
  expect(await checkLibrary('libc.so.6', hashOf(head))).toEqual(condition('library_refused', 'libc.so.6'));
});

test('a folder is refused', async () => {
  expect(await checkLibrary(folder, hashOf(head))).toMatchObject({ condition: { code: 'library_refused' } });
});

test.skipIf(process.platform === 'win32')('a file that everybody may write is refused', async () => {
  const path = file('open.so');
  chmodSync(path, 0o666);
  expect(await checkLibrary(path, hashOf(head))).toEqual(condition('library_refused', 'open.so'));
});

test('a recorded file of another machine is of the wrong bitness', async () => {
  const other = elf(process.arch === 'ia32' ? 62 : 3);
  expect(await checkLibrary(file('other.so', other), hashOf(other))).toEqual(
    condition('library_wrong_bitness', 'other.so'),
  );
});

test('a recorded file that the system does not load is the vendor’s error', async () => {
  const path = file('broken.so');
  expect(await loadLibrary({ path, sha256: hashOf(head) })).toEqual(condition('vendor_error', 'broken.so'));
});

function elf(machine: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('\x7fELF\x02\x01\x01', 'latin1');
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}
function pe(machine: number): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write('MZ', 'latin1');
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write('PE\0\0', 0x80, 'latin1');
  bytes.writeUInt16LE(machine, 0x84);
  return bytes;
}
function macho(machine: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(machine, 4);
  return bytes;
}
function fat(...machines: readonly number[]): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.writeUInt32BE(0xcafebabe, 0);
  bytes.writeUInt32BE(machines.length, 4);
  machines.forEach((machine, index) => bytes.writeUInt32BE(machine, 8 + index * 20));
  return bytes;
}

test.each([
  ['ELF', elf(62), elf(3)],
  ['PE', pe(0x8664), pe(0x014c)],
  ['Mach-O', macho(0x01000007), macho(0x0100000c)],
  ['fat Mach-O', fat(0x0100000c, 0x01000007), fat(7)],
])('%s: of this machine and of another', (_, same, other) => {
  expect([isOfThisMachine(same, 'x64'), isOfThisMachine(other, 'x64')]).toEqual([true, false]);
});

test('what is no library, or a piece of one, is of no machine', () => {
  const far = pe(0x8664);
  far.writeUInt32LE(0xfffffff0, 0x3c);
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('MZ'),
    Buffer.alloc(64, 'a'),
    far,
    fat(...Array<number>(17).fill(7)),
  ])
    expect(isOfThisMachine(bytes, 'x64')).toBe(false);
});
