import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileAbsent, isKey, type Store } from './store.ts';

export interface Moved {
  /** Files that lie in the old store. */
  readonly files: number;
  readonly bytes: number;
  /** How many of them this run copied; the others were there. */
  readonly copied: number;
  /** In both, and not the same bytes. */
  readonly different: readonly string[];
  /** SHA-256, in hex, over `name hash` of each in the order of their names, a line each: the proof of what lies in both. */
  readonly digest: string;
}

/**
 * Copies what lies in `from` to `to` and reads each back from there. The server may run: names never change their bytes, new files go to `to`
 * already, and a file that is removed meanwhile is removed here too. May be run again after a kill. @throws {StoreGone}
 */
export async function moveFiles(from: Store, to: Store, tell: (files: number) => void = () => undefined) {
  const there = await sizesIn(to);
  const proofs: { readonly storeKey: string; readonly hash: string }[] = [];
  const different: string[] = [];
  let [bytes, copied, seen] = [0, 0, 0];
  for await (const { storeKey, bytes: size } of from.list()) {
    if (!isKey(storeKey)) continue;
    // A size that differs is of something cut off, not of a file that changed: those never do.
    const isThere = there.get(storeKey) === size;
    const hash = await bring(from, to, storeKey, isThere);
    tell((seen += 1));
    if (hash === undefined) continue;
    if (hash === 'different') {
      different.push(storeKey);
      continue;
    }
    copied += isThere ? 0 : 1;
    bytes += size;
    proofs.push({ storeKey, hash });
  }
  return { files: proofs.length, bytes, copied, different, digest: digestOf(proofs) } satisfies Moved;
}

/** @returns the file's hash; undefined when it was removed meanwhile. */
async function bring(from: Store, to: Store, storeKey: string, isThere: boolean): Promise<string | undefined> {
  const before = createHash('sha256');
  try {
    if (isThere) await pipeline(await from.read(storeKey), before);
    else await copy(from, to, storeKey, before);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
  if (!isThere && !(await from.has(storeKey))) {
    await to.remove(storeKey);
    return undefined;
  }
  const hash = before.digest('hex');
  const after = await hashIn(to, storeKey);
  if (after === undefined) return undefined;
  return after === hash ? hash : 'different';
}

async function copy(from: Store, to: Store, storeKey: string, hash: Hash): Promise<void> {
  const source = await from.read(storeKey);
  try {
    await to.write(storeKey, hashing(source, hash));
  } finally {
    source.destroy();
  }
}

/**
 * Removes from `from` every file that lies in `to` with the same bytes. @returns how many went, and those that did not: nothing is lost by it.
 * @throws {StoreGone}
 */
export async function emptyStore(from: Store, to: Store): Promise<{ removed: number; kept: readonly string[] }> {
  const kept: string[] = [];
  let removed = 0;
  for await (const { storeKey } of from.list()) {
    const hash = isKey(storeKey) ? await hashIn(from, storeKey) : undefined;
    if (hash !== undefined && hash === (await hashIn(to, storeKey))) {
      await from.remove(storeKey);
      removed += 1;
    } else if (hash !== undefined) kept.push(storeKey);
  }
  return { removed, kept };
}

async function sizesIn(store: Store): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for await (const { storeKey, bytes } of store.list()) sizes.set(storeKey, bytes);
  return sizes;
}

async function hashIn(store: Store, storeKey: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(await store.read(storeKey), hash);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
  return hash.digest('hex');
}

async function* hashing(stream: Readable, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    hash.update(chunk as Buffer);
    yield chunk as Buffer;
  }
}

const isAbsence = (error: unknown): boolean => error instanceof FileAbsent;

function digestOf(proofs: readonly { readonly storeKey: string; readonly hash: string }[]): string {
  const digest = createHash('sha256');
  for (const { storeKey, hash } of proofs.toSorted((a, b) => (a.storeKey < b.storeKey ? -1 : 1)))
    digest.update(`${storeKey} ${hash}\n`);
  return digest.digest('hex');
}
