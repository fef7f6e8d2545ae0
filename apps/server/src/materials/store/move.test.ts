import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { createPersonal } from '../../personal/personal.ts';
import { createFiles } from '../files.ts';
import { emptyStore, moveFiles } from './move.ts';
import { openStores } from './open.ts';
import { openS3, type S3ForTests } from './s3ForTests.ts';
import type { Store } from './store.ts';

let s3: S3ForTests;
let dataDir: string;
let stores: { readonly disk: Store; readonly s3: Store };
beforeAll(async () => {
  s3 = await openS3();
  dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-move-'));
  const { current, other } = openStores(readConfig({ DATA_DIR: dataDir, FILES_STORE: 's3', ...s3.env }));
  if (!other) throw new Error('there are two stores');
  stores = { s3: current, disk: other };
});
afterAll(async () => {
  await s3.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const personal = createPersonal(randomBytes(32));

/** The store, as it does it until it was asked so often, and is then killed. */
function dyingAfter(store: Store, asked: number): Store {
  let left = asked;
  return {
    ...store,
    async write(key, bytes) {
      if ((left -= 1) < 0) throw new Error('killed');
      return store.write(key, bytes);
    },
  };
}

test('files move while the server reads, writes and removes, also after a kill, and the old store can be emptied', async () => {
  const before = createFiles({ current: stores.disk, other: undefined }, { personal });
  const old = await Promise.all(Array.from({ length: 12 }, (_, i) => before.put(randomBytes(1000 * i))));
  const server = createFiles({ current: stores.s3, other: stores.disk }, { personal });
  const fresh = await server.put(Buffer.from('put while it moves'));
  await expect(moveFiles(stores.disk, dyingAfter(stores.s3, 5))).rejects.toThrow('killed');

  // Removed by the server just before, or just after, the mover has written it.
  const [first, second] = old as [(typeof old)[0], (typeof old)[0]];
  await server.remove(first.storeKey);
  const racing: Store = {
    ...stores.s3,
    async write(key, bytes) {
      if (key === second.storeKey) await server.remove(key);
      await stores.s3.write(key, bytes);
    },
  };
  await stores.s3.remove(second.storeKey);
  const moved = await moveFiles(stores.disk, racing);
  expect(moved).toMatchObject({ files: 10, different: [] });
  expect(moved.copied).toBeLessThan(10);
  expect((await moveFiles(stores.disk, stores.s3)).digest).toBe(moved.digest);
  for (const gone of [first, second]) await expect(server.get(gone.storeKey, gone.dataKeySealed)).rejects.toThrow();

  expect(await emptyStore(stores.disk, stores.s3)).toEqual({ removed: 10, kept: [] });
  for (const { storeKey, dataKeySealed } of [...old.slice(2), fresh])
    await buffer(await server.get(storeKey, dataKeySealed));
  expect(await moveFiles(stores.s3, stores.disk)).toMatchObject({ files: 11, copied: 11, different: [] });
});

test('what differs is told, and what only the old store has is never removed from it', async () => {
  const files = createFiles({ current: stores.disk, other: undefined }, { personal });
  const [one, two] = [await files.put(Buffer.from('one')), await files.put(Buffer.from('two'))];
  await stores.s3.write(one.storeKey, [Buffer.alloc(3 + 28)]);
  const { different } = await moveFiles(stores.disk, stores.s3);
  expect(different).toEqual([one.storeKey]);
  await stores.s3.remove(two.storeKey);
  expect((await emptyStore(stores.disk, stores.s3)).kept.toSorted()).toEqual([one.storeKey, two.storeKey].toSorted());
  await buffer(await files.get(two.storeKey, two.dataKeySealed));
});
