import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { createPersonal } from '../../personal/personal.ts';
import { createFiles } from '../files.ts';
import { openStores, probeStore } from './open.ts';
import { openS3, type S3ForTests } from './s3ForTests.ts';
import { FileAbsent, type Store, StoreGone } from './store.ts';

let s3: S3ForTests;
let dataDir: string;
beforeAll(async () => {
  s3 = await openS3();
  dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-stores-'));
});
afterAll(async () => {
  await s3.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const storesOf = (env: Record<string, string> = {}) =>
  openStores(readConfig({ DATA_DIR: dataDir, FILES_STORE: 's3', ...s3.env, ...env }));
const personal = createPersonal(randomBytes(32));
const collect = async <T>(all: AsyncIterable<T>) => {
  const found: T[] = [];
  for await (const one of all) found.push(one);
  return found;
};
const read = async (store: Store, key: string) => buffer(await store.read(key));

test('a file in the bucket comes back byte for byte, in parts too, and nobody can read it there', async () => {
  const { current } = storesOf();
  const files = createFiles({ current, other: undefined }, { personal });
  for (const bytes of [Buffer.alloc(0), Buffer.from('a licence '.repeat(100)), randomBytes(20 * 1024 * 1024)]) {
    const { storeKey, dataKeySealed } = await files.put(bytes);
    expect((await buffer(await files.get(storeKey, dataKeySealed))).equals(bytes)).toBe(true);
    const stored = await read(current, storeKey);
    expect(stored.length).toBe(bytes.length + 28);
    expect(stored.includes('licence')).toBe(false);
  }
});

test('a changed, cut or exchanged object is not given out', async () => {
  const { current } = storesOf();
  const files = createFiles({ current, other: undefined }, { personal });
  const [one, two] = [await files.put(Buffer.from('one')), await files.put(Buffer.from('two'))];
  const whole = await read(current, one.storeKey);
  for (const changed of [
    Buffer.from(whole.map((byte, i) => (i === 13 ? byte ^ 1 : byte))),
    whole.subarray(0, -1),
    whole.subarray(0, 5),
    Buffer.alloc(0),
    await read(current, two.storeKey),
  ]) {
    await current.write(one.storeKey, [changed]);
    await expect(files.get(one.storeKey, one.dataKeySealed)).rejects.toThrow();
  }
});

test('both stores keep the same promises', async () => {
  const { current, other } = storesOf();
  for (const store of [current, other]) {
    if (!store) throw new Error('there are two stores');
    const key = `ab/${'ab'.repeat(4)}-1111-4111-8111-${'0'.repeat(12)}`;
    await store.write(key, [Buffer.from('one'), Buffer.from('two')]);
    expect((await read(store, key)).toString()).toBe('onetwo');
    expect((await collect(store.list())).filter(({ storeKey }) => storeKey === key)).toMatchObject([{ bytes: 6 }]);
    expect(await store.has(key)).toBe(true);
    await store.remove(key);
    await store.remove(key);
    expect(await store.has(key)).toBe(false);
    await expect(store.read(key)).rejects.toThrow(FileAbsent);
    await expect(store.read('../../etc/passwd')).rejects.toThrow('no name');
    await probeStore(store);
    await store.greet();
  }
});

test('what a program was killed over is never read as a file', async () => {
  const { other: disk } = storesOf();
  if (!disk) throw new Error('there is a disk');
  const key = `cd/${'cd'.repeat(4)}-1111-4111-8111-${'0'.repeat(12)}`;
  async function* broken() {
    yield Buffer.from('half');
    throw new Error('killed here');
  }
  await expect(disk.write(key, broken())).rejects.toThrow(StoreGone);
  await expect(disk.read(key)).rejects.toThrow(FileAbsent);
  writeFileSync(join(dataDir, 'files/cd/.cdcdcdcd-1111-4111-8111-000000000000'), 'half');
  const left = (await collect(disk.list())).map(({ storeKey }) => storeKey).filter((name) => name.includes('.'));
  expect(left).toHaveLength(1);
  for (const name of left) await disk.remove(name);
  expect((await collect(disk.list())).some(({ storeKey }) => storeKey.includes('.'))).toBe(false);
});

test('while both stores are known, new files go to one, both are read, and a removal reaches both', async () => {
  const disk = createFiles({ current: needed(storesOf().other), other: undefined }, { personal });
  const old = await disk.put(Buffer.from('from before'));
  const stores = storesOf();
  const files = createFiles(stores, { personal });
  expect((await buffer(await files.get(old.storeKey, old.dataKeySealed))).toString()).toBe('from before');
  const fresh = await files.put(Buffer.from('new'));
  await expect(disk.get(fresh.storeKey, fresh.dataKeySealed)).rejects.toThrow(FileAbsent);
  await stores.current.write(old.storeKey, [await read(needed(stores.other), old.storeKey)]);
  await files.remove(old.storeKey);
  for (const store of [stores.current, needed(stores.other)])
    await expect(store.read(old.storeKey)).rejects.toThrow(FileAbsent);
});

test('a store that is gone refuses in words, and takes files again when it is back', { timeout: 60_000 }, async () => {
  const files = createFiles({ current: storesOf().current, other: undefined }, { personal });
  const { storeKey, dataKeySealed } = await files.put(Buffer.from('here before'));
  await s3.stop();
  expect(await files.isThere()).toBe(false);
  await expect(files.put(Buffer.from('new'))).rejects.toMatchObject({ code: 'unavailable' });
  await expect(files.get(storeKey, dataKeySealed)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(files.remove(storeKey)).rejects.toMatchObject({ code: 'unavailable' });
  await s3.start();
  expect(await files.isThere()).toBe(true);
  expect((await buffer(await files.get(storeKey, dataKeySealed))).toString()).toBe('here before');
  await files.put(Buffer.from('new'));
});

test('a key that is not known and a bucket that is not there are the store refusing, not a missing file', async () => {
  for (const env of [
    { ...s3.env, S3_KEY_ID: 'stranger' },
    { ...s3.env, S3_BUCKET: 'nobodys' },
  ])
    await expect(storesOf(env).current.read(`ab/${'ab'.repeat(4)}-1111-4111-8111-${'0'.repeat(12)}`)).rejects.toThrow(
      StoreGone,
    );
});

test.each<[string, Record<string, string | undefined>]>([
  ['S3_BUCKET', { S3_BUCKET: undefined }],
  ['S3_KEY_ID', { S3_KEY_ID: undefined }],
  ['S3_SECRET_FILE', { S3_SECRET: undefined }],
  ['S3_SECRET_FILE', { S3_SECRET_FILE: '/nowhere' }],
  ['S3_ENDPOINT', { S3_ENDPOINT: 'http://s3.example/path' }],
])('a setting that is missing or wrong is named: %s', (name, env) => {
  expect(() => readConfig({ FILES_STORE: 's3', ...s3.env, ...env })).toThrow(name);
});

test('settings never hold the secret in what they say', () => {
  const digest = createHash('sha256').update('x').digest('hex');
  expect(() => readConfig({ FILES_STORE: 's3', ...s3.env, S3_SECRET: digest, S3_SECRET_FILE: '/x' })).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining(digest) }),
  );
});

function needed<T>(given: T | undefined): T {
  if (given === undefined) throw new Error('it is there');
  return given;
}
