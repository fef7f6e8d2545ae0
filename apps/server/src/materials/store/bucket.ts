import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { readSecretFile } from '../../keys/store.ts';
import { StartFault } from '../../startFault.ts';
import type { S3Settings } from './environment.ts';
import { StoreGone } from './store.ts';

/** One bucket by the S3 protocol. Every failure but absence is `StoreGone`. */
export interface Bucket {
  /** In parts of `partBytes`, two of which are in memory; visible when all have arrived. */
  upload(key: string, bytes: Readable): Promise<void>;
  /** @returns undefined when there is no such object. */
  download(key: string): Promise<Readable | undefined>;
  has(key: string): Promise<boolean>;
  remove(key: string): Promise<void>;
  list(prefix: string): AsyncIterable<{ readonly key: string; readonly bytes: number; readonly storedAt: Date }>;
  greet(): Promise<void>;
}

type Sdk = typeof import('./sdk.ts');

/** S3 knows 5 MiB at least and 10 000 parts of an upload at most. */
const filePartBytes = 8 * 1024 * 1024;

/**
 * The SDK is read when the first object is asked for, so that nobody waits for it who has none.
 * It tries again by itself, three times in all; no answer is waited for longer than `answerSeconds`.
 */
export function openBucket(settings: S3Settings, bucketName: string, partBytes = filePartBytes): Bucket {
  let opening: Promise<{ sdk: Sdk; client: S3Client }> | undefined;
  const open = () =>
    (opening ??= import('./sdk.ts').then((sdk) => ({ sdk, client: sdk.connect(settings, secretOf(settings)) })));
  const Bucket = bucketName;
  const within = async <T>(doing: string, run: (of: { sdk: Sdk; client: S3Client }) => Promise<T>): Promise<T> => {
    const opened = await open();
    try {
      return await run(opened);
    } catch (error) {
      throw new StoreGone('s3', doing, error);
    }
  };
  return {
    upload: (Key, bytes) =>
      within('write', async ({ sdk, client }) => {
        await new sdk.Upload({
          client,
          params: { Bucket, Key, Body: bytes },
          partSize: partBytes,
          queueSize: 1,
        }).done();
      }),
    download: (Key) =>
      within('read', async ({ sdk, client }) => {
        try {
          const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket, Key }));
          return Body as Readable;
        } catch (error) {
          if (error instanceof sdk.NoSuchKey || (error as Error).name === 'NoSuchKey') return undefined;
          throw error;
        }
      }),
    has: (Key) =>
      within('look', async ({ sdk, client }) => {
        try {
          await client.send(new sdk.HeadObjectCommand({ Bucket, Key }));
          return true;
        } catch (error) {
          // An answer without a body has no better name for it.
          if ((error as Error).name === 'NotFound') return false;
          throw error;
        }
      }),
    remove: (Key) =>
      within('remove', async ({ sdk, client }) => {
        await client.send(new sdk.DeleteObjectCommand({ Bucket, Key }));
      }),
    async *list(Prefix) {
      for (let after: string | undefined; ; ) {
        const page = await within('list', ({ sdk, client }) =>
          client.send(new sdk.ListObjectsV2Command({ Bucket, Prefix, ...(after && { ContinuationToken: after }) })),
        );
        for (const { Key, Size, LastModified } of page.Contents ?? [])
          if (Key !== undefined) yield { key: Key, bytes: Size ?? 0, storedAt: LastModified ?? new Date(0) };
        after = page.NextContinuationToken;
        if (!page.IsTruncated || after === undefined) return;
      }
    },
    greet: () =>
      within('answer', async ({ sdk, client }) => {
        await client.send(new sdk.HeadBucketCommand({ Bucket }));
      }),
  };
}

/** @throws {StartFault} when the file is missing or others may read it. */
export function secretOf({ secret, secretFile }: S3Settings): string {
  if (secret !== undefined) return secret;
  const text = secretFile === undefined ? undefined : readSecretFile(secretFile)?.trim();
  if (text) return text;
  throw new StartFault(
    `找不到对象存储的密钥文件 ${secretFile}`,
    `the object store's secret file ${secretFile} does not exist or is empty`,
  );
}
