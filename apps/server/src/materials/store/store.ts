import type { Readable } from 'node:stream';

export const storeNames = ['disk', 's3'] as const;
export type StoreName = (typeof storeNames)[number];

export interface StoredFile {
  readonly storeKey: string;
  readonly bytes: number;
  readonly storedAt: Date;
}

/** Where bytes lie, whatever they are: it sees ciphertext only. Names are `ab/` and a UUID that begins with them; what has such a name never changes. */
export interface Store {
  readonly name: StoreName;
  /** Whole and durable, or not there: a name never shows half of its bytes. @throws {StoreGone} */
  write(storeKey: string, bytes: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void>;
  /** @throws {FileAbsent} @throws {StoreGone} also from the stream. */
  read(storeKey: string): Promise<Readable>;
  /** @throws {StoreGone} */
  has(storeKey: string): Promise<boolean>;
  /** What is not there is removed already. @throws {StoreGone} */
  remove(storeKey: string): Promise<void>;
  /** Everything it holds, in no order that is promised. @throws {StoreGone} */
  list(): AsyncIterable<StoredFile>;
  /** Whether it answers at all; asks for nothing that costs. @throws {StoreGone} */
  greet(): Promise<void>;
}

/** The store answered: it has no such file. */
export class FileAbsent extends Error {
  constructor(storeKey: string) {
    super(`the store has no file ${storeKey}`);
    this.name = 'FileAbsent';
  }
}

/** The store did not do what it was asked for, and may do it later: unreachable, full, read-only, refusing. */
export class StoreGone extends Error {
  readonly store: StoreName;
  constructor(store: StoreName, doing: string, cause: unknown) {
    super(`the ${store} store failed to ${doing}: ${tell(cause)}`, { cause });
    this.name = 'StoreGone';
    this.store = store;
  }
}

/** An answer without a body has no name, but a number: 403 is a wrong key or secret. */
function tell(cause: unknown): string {
  if (!(cause instanceof Error)) return 'it said something else';
  const { $metadata } = cause as { readonly $metadata?: { readonly httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  return `${cause.name} ${cause.message}${status === undefined ? '' : ` (HTTP ${status})`}`;
}

const keyShape = /^[0-9a-f]{2}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A row may have been changed by hand: no name may lead out of the store. What a kill left has a dot before it. @throws Error */
export function checkKey(storeKey: string): string {
  if (!keyShape.test(storeKey.replace('/.', '/'))) throw new Error('that is no name of a stored file');
  return storeKey;
}

export const isKey = (name: string): boolean => keyShape.test(name);
