import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { v4 as randomUuid } from 'uuid';
import type { Personal } from '../personal/personal.ts';

/** Encrypted files in the store. Bytes in the store are never readable without the row's data key. */
export interface Files {
  /** Encrypts and stores durably; give the result to the `files` row. Stored before the row is written: an orphan is swept, a missing file would be a loss. */
  put(bytes: Buffer): Promise<{ storeKey: string; dataKeySealed: string }>;
  /** @throws Error when the file is missing or was changed. */
  get(storeKey: string, dataKeySealed: string): Promise<Readable>;
  remove(storeKey: string): Promise<void>;
  /** Everything the store holds, with or without a row. */
  list(): AsyncIterable<{ storeKey: string; storedAt: Date }>;
}

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/**
 * Files on a disk of this machine, under `dir` (0700, files 0600). Each file has its own random AES-256-GCM key, used once and sealed
 * by `seal`; the store key is authenticated with the bytes, so that two files cannot change places.
 * Layout of a stored file: iv (12 bytes), ciphertext, tag (16 bytes).
 */
export function createFiles({ dir, personal }: { dir: string; personal: Pick<Personal, 'seal' | 'open'> }): Files {
  const disk = new Disk(new FSDriver({ location: dir, visibility: 'private' }));
  const place = (storeKey: string) => `files.data_key_sealed:${storeKey}`;
  return {
    async put(bytes) {
      const id = randomUuid();
      const storeKey = `${id.slice(0, 2)}/${id}`;
      const key = randomBytes(32);
      await mkdir(join(dir, dirname(storeKey)), { recursive: true, mode: 0o700 });
      await disk.putStream(storeKey, Readable.from(encrypt(bytes, key, storeKey)));
      await makeDurable(dir, storeKey);
      return { storeKey, dataKeySealed: personal.seal(place(storeKey), key.toString('base64')) };
    },
    async get(storeKey, dataKeySealed) {
      const key = Buffer.from(personal.open(place(storeKey), dataKeySealed), 'base64');
      const stored: Buffer[] = [];
      for await (const chunk of await disk.getStream(storeKey)) stored.push(Buffer.from(chunk));
      // Nothing is given out before the tag has been checked: a changed file must not reach anybody half-read.
      return Readable.from([decrypt(Buffer.concat(stored), key, storeKey)]);
    },
    remove: (storeKey) => disk.delete(storeKey),
    async *list() {
      for (const found of (await disk.listAll('', { recursive: true })).objects) {
        if (!found.isFile) continue;
        const { lastModified } = await found.getMetaData();
        yield { storeKey: found.key, storedAt: lastModified };
      }
    },
  };
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

/** The file, its folder and the folder above: an acknowledged upload must outlive a power cut. */
async function makeDurable(dir: string, storeKey: string): Promise<void> {
  const file = join(dir, storeKey);
  for (const path of [file, dirname(file), dir]) {
    const handle = await open(path, path === file ? 'r+' : 'r');
    try {
      if (path === file) await handle.chmod(0o600);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
