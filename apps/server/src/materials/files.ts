import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { v4 as randomUuid } from 'uuid';
import type { Personal } from '../personal/personal.ts';
import { Refusal } from '../refusal.ts';
import type { Stores } from './store/open.ts';
import { FileAbsent, type StoredFile, StoreGone } from './store/store.ts';

/** Encrypted files in the store. Bytes in the store are never readable without the row's data key. */
export interface Files {
  /**
   * Encrypts and stores durably; give the result to the `files` row. Stored before the row is written: an orphan is swept, a missing file would be a loss.
   * @throws Refusal `unavailable` when the store does not take it.
   */
  put(bytes: Buffer): Promise<{ storeKey: string; dataKeySealed: string }>;
  /** @throws Error when the file is missing or was changed. @throws Refusal `unavailable` when the store does not answer. */
  get(storeKey: string, dataKeySealed: string): Promise<Readable>;
  /** @throws Refusal `unavailable`; the file is then there still, or again to be removed. */
  remove(storeKey: string): Promise<void>;
  /** Everything the stores hold, with or without a row; one that lies in both comes twice. */
  list(): AsyncIterable<StoredFile>;
  /** Whether the store that new files go to answers, within two seconds. */
  isThere(): Promise<boolean>;
}

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
/** No stored file is nearly as large: a store that sends more is not believed. */
const storedBytesMost = 64 * 1024 * 1024;

/** Shorter than a collector of metrics waits. */
const greetMsMost = 2_000;

/**
 * Each file has its own random AES-256-GCM key, used once and sealed by `seal`; the store key is authenticated with the bytes, so that two files
 * cannot change places. Layout of a stored file, in every store: iv (12 bytes), ciphertext, tag (16 bytes).
 * While there are two stores, new files go to `current`, and what is not there is looked for in `other`.
 */
export function createFiles(
  { current, other }: Stores,
  { personal }: { readonly personal: Pick<Personal, 'seal' | 'open'> },
): Files {
  const place = (storeKey: string) => `files.data_key_sealed:${storeKey}`;
  const read = async (storeKey: string): Promise<Buffer> => {
    try {
      return await collect(await current.read(storeKey));
    } catch (error) {
      if (!other || !(error instanceof FileAbsent)) throw error;
      return collect(await other.read(storeKey));
    }
  };
  return {
    async put(bytes) {
      const id = randomUuid();
      const storeKey = `${id.slice(0, 2)}/${id}`;
      const key = randomBytes(32);
      await current.write(storeKey, encrypt(bytes, key, storeKey)).catch(refuse);
      return { storeKey, dataKeySealed: personal.seal(place(storeKey), key.toString('base64')) };
    },
    async get(storeKey, dataKeySealed) {
      const key = Buffer.from(personal.open(place(storeKey), dataKeySealed), 'base64');
      // Nothing is given out before the tag has been checked: a changed file must not reach anybody half-read.
      return Readable.from([decrypt(await read(storeKey).catch(refuse), key, storeKey)]);
    },
    async remove(storeKey) {
      // In this order: whoever moves a file looks, after writing it here, whether it still lies there.
      await other?.remove(storeKey).catch(refuse);
      await current.remove(storeKey).catch(refuse);
    },
    async *list() {
      yield* current.list();
      if (other) yield* other.list();
    },
    isThere: () => {
      const greeted = current.greet().then(
        () => true,
        () => false,
      );
      return Promise.race([greeted, setTimeout(greetMsMost, false, { ref: false })]);
    },
  };
}

/** The store's failure is no fault of the request: it may come again. */
function refuse(error: unknown): never {
  if (error instanceof StoreGone) throw new Refusal('unavailable', { inside: error.message });
  throw error;
}

async function collect(stream: Readable): Promise<Buffer> {
  const stored: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    if (bytes > storedBytesMost) throw new Error('a stored file is larger than any that was stored');
    stored.push(chunk as Buffer);
  }
  return Buffer.concat(stored);
}

const sliceBytes = 64 * 1024;

function* encrypt(bytes: Buffer, key: Buffer, storeKey: string): Generator<Buffer> {
  const iv = randomBytes(ivBytes);
  const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(storeKey));
  yield iv;
  for (let at = 0; at < bytes.length; at += sliceBytes) yield sealing.update(bytes.subarray(at, at + sliceBytes));
  yield sealing.final();
  yield sealing.getAuthTag();
}

function decrypt(stored: Buffer, key: Buffer, storeKey: string): Buffer {
  if (stored.length < ivBytes + tagBytes) throw new Error(`the stored file ${storeKey} is cut off`);
  const opening = createDecipheriv(cipher, key, stored.subarray(0, ivBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(storeKey))
    .setAuthTag(stored.subarray(stored.length - tagBytes));
  return Buffer.concat([opening.update(stored.subarray(ivBytes, stored.length - tagBytes)), opening.final()]);
}
