import { Readable } from 'node:stream';
import type { Bucket } from './bucket.ts';
import { checkKey, FileAbsent, isKey, type Store, StoreGone } from './store.ts';

/** Files have a folder of their own in the bucket. */
const prefix = 'files/';

/** Files as objects of a bucket. Whatever it answers is judged by the reader's own tag. */
export function createS3Store(bucket: Bucket): Store {
  const place = (storeKey: string) => `${prefix}${checkKey(storeKey)}`;
  return {
    name: 's3',
    write: (storeKey, bytes) => bucket.upload(place(storeKey), Readable.from(bytes)),
    async read(storeKey) {
      const found = await bucket.download(place(storeKey));
      if (!found) throw new FileAbsent(storeKey);
      const stream = Readable.from(told(found));
      // Its connection is given back also when nobody begins to read.
      return stream.once('close', () => found.destroy());
    },
    async has(storeKey) {
      return bucket.has(place(storeKey));
    },
    async remove(storeKey) {
      await bucket.remove(place(storeKey));
    },
    async *list() {
      for await (const { key, ...found } of bucket.list(prefix)) {
        const storeKey = key.slice(prefix.length);
        if (isKey(storeKey)) yield { storeKey, ...found };
      }
    },
    greet: () => bucket.greet(),
  };
}

/** A connection that ends in the middle is the store's failure, not a changed file. */
async function* told(stream: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield Buffer.from(chunk as Uint8Array);
  } catch (error) {
    throw new StoreGone('s3', 'read', error);
  }
}
