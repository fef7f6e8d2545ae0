import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Rver {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
}
type MakeRver = new (options: {
  readonly address: string;
  readonly port: number;
  readonly silent: boolean;
  readonly directory: string;
  readonly configureBuckets: readonly { readonly name: string }[];
}) => Rver;

/** An S3 server of this process, with two buckets; it knows key ids and does not check signatures of version 4. What it keeps survives a stop. */
export interface S3ForTests {
  /** The settings of a server that uses it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
  /** Again, at the same port. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function openS3(): Promise<S3ForTests> {
  // It has no types of its own.
  const S3rver = createRequire(import.meta.url)('s3rver') as MakeRver;
  const directory = mkdtempSync(join(tmpdir(), 'jiesuo-s3-'));
  const configureBuckets = [{ name: 'files' }, { name: 'backups' }];
  const make = (port: number) => new S3rver({ address: '127.0.0.1', port, silent: true, directory, configureBuckets });
  let running: Rver | undefined = make(0);
  const { port } = await running.run();
  const stop = async () => {
    await running?.close();
    running = undefined;
  };
  return {
    env: {
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_BUCKET: 'files',
      BACKUP_BUCKET: 'backups',
      S3_KEY_ID: 'S3RVER',
      S3_SECRET: 'S3RVER',
    },
    stop,
    async start() {
      running = make(port);
      await running.run();
    },
    async close() {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
