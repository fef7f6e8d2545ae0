import type { Readable } from 'node:stream';

/** Encrypted files in the store. Bytes in the store are never readable without the row's data key. */
export interface Files {
  /** Encrypts and stores durably; give the result to the `files` row. Stored before the row is written: an orphan is swept, a missing file would be a loss. */
  put(bytes: Buffer): Promise<{ storeKey: string; dataKeySealed: string }>;
  /** @throws Error when the file is missing or was changed. */
  get(storeKey: string, dataKeySealed: string): Promise<Readable>;
  remove(storeKey: string): Promise<void>;
}
