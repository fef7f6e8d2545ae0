import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Config } from '../../config.ts';
import { openBucket } from './bucket.ts';
import { createDiskStore } from './disk.ts';
import { createS3Store } from './s3.ts';
import { type Store, StoreGone, type StoreName } from './store.ts';

/** The store that new files go to, and the other one while its settings are there too: files may still lie in it. */
export interface Stores {
  readonly current: Store;
  readonly other: Store | undefined;
}

export function openStores({ dataDir, files }: Pick<Config, 'dataDir' | 'files'>): Stores {
  const disk = createDiskStore(join(dataDir, 'files'));
  const s3 = files.s3?.bucket === undefined ? undefined : createS3Store(openBucket(files.s3, files.s3.bucket));
  if (files.store === 's3' && s3) return { current: s3, other: disk };
  return { current: disk, other: s3 };
}

export const storeCalled = (name: StoreName, { current, other }: Stores): Store | undefined =>
  [current, other].find((store) => store?.name === name);

/** Writes a file of its own, reads it back and removes it. @throws {StoreGone} when it does not come back as it went. */
export async function probeStore(store: Store): Promise<void> {
  const id = randomUUID();
  const storeKey = `${id.slice(0, 2)}/${id}`;
  const bytes = Buffer.from(`probe ${id}`);
  await store.write(storeKey, [bytes]);
  const back = await buffer(await store.read(storeKey));
  await store.remove(storeKey);
  if (!back.equals(bytes)) throw new StoreGone(store.name, 'give back what it took', undefined);
}
