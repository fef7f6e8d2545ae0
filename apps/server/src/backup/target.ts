import { createReadStream, createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config.ts';
import { type Bucket, openBucket } from '../materials/store/bucket.ts';
import { StartFault } from '../startFault.ts';

/** Where a backup goes to, or comes from: a file, or an object of `BACKUP_BUCKET`. */
export interface Place {
  readonly name: string;
  /** Whole and durable under its name, or not there at all, also after a kill. */
  take(stream: Readable): Promise<void>;
  /** @throws {StartFault} when it is not there. */
  read(): Promise<Readable>;
}

/** S3 takes 10 000 parts: 320 GB; two parts are in memory. */
const partBytes = 32 * 1024 * 1024;
const backupName = (at: Date): string => `jiesuo-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}.tar.age`;

/** `s3` or `s3:NAME`: the bucket; a folder: a file in it, named by the time; else that file. @throws {StartFault} */
export function placeOf(word: string, config: Config, at: Date): Place {
  const object = /^s3(?::(.+))?$/.exec(word);
  if (object) return inBucket(bucketOf(config), object[1] ?? backupName(at));
  const path = resolve(word);
  return inFile(existsSync(path) && statSync(path).isDirectory() ? join(path, backupName(at)) : path);
}

function bucketOf({ files: { s3, backup } }: Config): Bucket {
  if (s3 && backup.bucket !== undefined) return openBucket(s3, backup.bucket, partBytes);
  throw new StartFault(
    '备份到对象存储必须设置 BACKUP_BUCKET',
    'backups in an object store need the setting BACKUP_BUCKET',
  );
}

/** An upload is an object when its last part has come; parts of one that was killed are the bucket's to forget, by a lifecycle rule. */
const inBucket = (bucket: Bucket, key: string): Place => ({
  name: `s3:${key}`,
  take: (stream) => bucket.upload(key, stream),
  async read() {
    const found = await bucket.download(key);
    if (found) return found;
    throw new StartFault(`存储桶里没有备份 ${key}`, `the bucket holds no backup ${key}`);
  },
});

/** Under a name with a dot and `.part` until all of it is on the disk. */
const inFile = (file: string): Place => ({
  name: file,
  async take(stream) {
    if (existsSync(file)) throw new StartFault(`${file} 已经存在`, `${file} is there already`);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const part = join(dirname(file), `.${basename(file)}.part`);
    try {
      await pipeline(stream, createWriteStream(part, { mode: 0o600, flush: true }));
      await rename(part, file);
      await syncFolder(dirname(file));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  },
  async read() {
    if (existsSync(file)) return createReadStream(file);
    throw new StartFault(`没有备份文件 ${file}`, `there is no backup ${file}`);
  },
});

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
