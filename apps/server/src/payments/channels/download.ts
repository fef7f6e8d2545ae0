import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { faultOf, type Question } from './ask.ts';
import { GatewayFault } from './channel.ts';

export interface Downloaded {
  readonly path: string;
  /** Hex, of the bytes as they came. */
  readonly sha1: string;
}

/** Where the gateway is reached by https, its files are too: Alipay's carry no hash, the line is their only proof. */
export const isAsSafeAs = (url: string, gateway: string): boolean =>
  url.startsWith('https://') || (url.startsWith('http://') && gateway.startsWith('http://'));

const minutesMost = 10;
/** A bill line has about 300 bytes: more than a million of them. */
const bytesMost = 512 * 1024 * 1024;

/**
 * Fetches a bill into a file that only this user may read, lets `use` read it whole, and removes it: nothing of a bill counts before all of it was checked.
 * @throws GatewayFault `unreachable`, `time_out`, `malformed` (too large), `http_…`.
 */
export async function* withDownload<T>(
  { url, headers = {} }: Question,
  use: (file: Downloaded) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const folder = await mkdtemp(join(tmpdir(), 'jiesuo-bill-'));
  try {
    yield* use(await fetchInto(join(folder, 'bill'), url, headers));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchInto(path: string, url: string, headers: Readonly<Record<string, string>>): Promise<Downloaded> {
  const signal = AbortSignal.timeout(minutesMost * 60_000);
  const hash = createHash('sha1');
  let size = 0;
  const counted = async function* (parts: AsyncIterable<Uint8Array>) {
    for await (const part of parts) {
      size += part.length;
      if (size > bytesMost) throw new GatewayFault('malformed');
      hash.update(part);
      yield part;
    }
  };
  try {
    const reply = await fetch(url, { headers: { 'user-agent': 'jiesuo', ...headers }, redirect: 'error', signal });
    if (!reply.ok || !reply.body) throw new GatewayFault(`http_${reply.status}`);
    await pipeline(counted(reply.body), createWriteStream(path, { mode: 0o600 }));
    return { path, sha1: hash.digest('hex') };
  } catch (fault) {
    throw faultOf(fault, signal);
  }
}
