import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createPersonal } from '../personal/personal.ts';
import { createFiles, type Files } from './files.ts';
import { createDiskStore } from './store/disk.ts';

const openDisk = (dir: string) =>
  createFiles({ current: createDiskStore(dir), other: undefined }, { personal: createPersonal(randomBytes(32)) });

async function withFiles(run: (files: Files, dir: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'files-'));
  try {
    await run(openDisk(join(dir, 'files')), join(dir, 'files'));
  } finally {
    await rm(dir, { recursive: true });
  }
}
const read = async (files: Files, { storeKey, dataKeySealed }: { storeKey: string; dataKeySealed: string }) =>
  buffer(await files.get(storeKey, dataKeySealed));

test('what is stored comes back byte for byte, and is unreadable on the disk', () =>
  withFiles(async (files, dir) => {
    const bytes = Buffer.from('a licence that nobody else may read '.repeat(10_000));
    const kept = await files.put(bytes);
    expect((await read(files, kept)).equals(bytes)).toBe(true);
    const stored = await readFile(join(dir, kept.storeKey));
    expect(stored.includes('licence')).toBe(false);
    expect(kept.dataKeySealed).toMatch(/^v1\./);
  }));

test('an empty file and a large file come back too', () =>
  withFiles(async (files) => {
    for (const bytes of [Buffer.alloc(0), randomBytes(3_000_001)])
      expect((await read(files, await files.put(bytes))).equals(bytes)).toBe(true);
  }));

test('nobody but the server reads the folder', () =>
  withFiles(async (files, dir) => {
    const { storeKey } = await files.put(Buffer.from('x'));
    const mode = async (path: string) => (await stat(path)).mode & 0o777;
    expect([await mode(dir), await mode(join(dir, storeKey, '..')), await mode(join(dir, storeKey))]).toEqual([
      0o700, 0o700, 0o600,
    ]);
  }));

test('a changed, cut or exchanged file is not given out', () =>
  withFiles(async (files, dir) => {
    const [one, two] = [await files.put(Buffer.from('one')), await files.put(Buffer.from('two'))];
    const path = join(dir, one.storeKey);
    const whole = await readFile(path);
    for (const changed of [
      Buffer.from(whole.map((b, i) => (i === 13 ? b ^ 1 : b))),
      whole.subarray(0, -1),
      whole.subarray(0, 5),
    ]) {
      await writeFile(path, changed);
      await expect(read(files, one)).rejects.toThrow();
    }
    await writeFile(path, await readFile(join(dir, two.storeKey)));
    await expect(read(files, one)).rejects.toThrow();
    await expect(read(files, { storeKey: one.storeKey, dataKeySealed: two.dataKeySealed })).rejects.toThrow();
  }));

test('the store tells all it holds, and forgets what is removed', () =>
  withFiles(async (files) => {
    const { storeKey } = await files.put(Buffer.from('x'));
    const gone = await files.put(Buffer.from('y'));
    await files.remove(gone.storeKey);
    await files.remove(gone.storeKey);
    const found: string[] = [];
    for await (const stored of files.list()) found.push(stored.storeKey);
    expect(found).toEqual([storeKey]);
    await expect(read(files, gone)).rejects.toThrow();
  }));
