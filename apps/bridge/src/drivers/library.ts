import { createHash } from 'node:crypto';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import koffi, { type LibraryHandle } from 'koffi';
import { isOfThisMachine } from './library-format.ts';
import type { DriverCondition } from './ukey.ts';

/** A vendor's library that the administrator allowed: where it lies and what it was when he did. */
export interface AllowedLibrary {
  /** Absolute: a bare name would let the system search folders in which anybody may put a file. */
  readonly path: string;
  /** SHA-256 of the file, lower-case hex. */
  readonly sha256: string;
}

/** Why a library is not loaded. `detail` names the file, without its folder (which may name a person). */
export interface LibraryCondition extends DriverCondition {
  readonly code: 'library_missing' | 'library_refused' | 'library_wrong_bitness' | 'vendor_error';
}

const LARGEST_BYTES = 256 * 1024 * 1024;

/**
 * Compares the file with what was recorded of it, and its machine with this process. Never loads it, never throws.
 * @returns the path to load, without symbolic links: what was hashed is what is loaded.
 */
export async function checkLibrary(
  path: string,
  sha256: string,
): Promise<{ readonly path: string } | { readonly condition: LibraryCondition }> {
  const refused = (code: LibraryCondition['code']) => ({ condition: { code, detail: basename(path) } });
  if (!isAbsolute(path)) return refused('library_refused');
  let file: FileHandle | undefined;
  try {
    const real = await realpath(path);
    file = await open(real);
    const { size, mode } = await file.stat();
    // Whoever may write it could change it between this look and the load.
    const isOpenToAll = process.platform !== 'win32' && (mode & 0o002) !== 0;
    if (size > LARGEST_BYTES || isOpenToAll) return refused('library_refused');
    const bytes = await file.readFile();
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) return refused('library_refused');
    return isOfThisMachine(bytes) ? { path: real } : refused('library_wrong_bitness');
  } catch (error) {
    return refused(isMissing(error) ? 'library_missing' : 'library_refused');
  } finally {
    await file?.close();
  }
}

/**
 * Loads a library if it is the one that was allowed. Its own start-up code runs here: only in a driver's child process,
 * or in that of `models probe`, which holds one test UKey and ends (docs/decisions/015). Never throws.
 * `vendor_error`: it is the right file, but the system does not load it (a library that it needs is missing).
 */
export async function loadLibrary({
  path,
  sha256,
}: AllowedLibrary): Promise<{ readonly library: LibraryHandle } | { readonly condition: LibraryCondition }> {
  const checked = await checkLibrary(path, sha256);
  if ('condition' in checked) return checked;
  try {
    return { library: koffi.load(checked.path) };
  } catch {
    return { condition: { code: 'vendor_error', detail: basename(path) } };
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
