import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { checkKey, FileAbsent, type Store, type StoredFile, StoreGone } from './store.ts';

/** Files under `dir` (0700, files 0600) of this machine, or of a file server that every node has mounted. */
export function createDiskStore(dir: string): Store {
  const at = (storeKey: string) => join(dir, checkKey(storeKey));
  const gone = (doing: string) => (cause: unknown) => {
    throw new StoreGone('disk', doing, cause);
  };
  return {
    name: 'disk',
    write: (storeKey, bytes) => writeWhole(at(storeKey), bytes, dir).catch(gone('write')),
    async read(storeKey) {
      return openFile(at(storeKey), storeKey);
    },
    has: (storeKey) =>
      stat(at(storeKey)).then(
        () => true,
        (error: unknown) => (isAbsence(error) ? false : gone('look')(error)),
      ),
    remove: (storeKey) => rm(at(storeKey), { force: true }).catch(gone('remove')),
    list: () => listFolder(dir),
    // A folder that is not there yet is made by the first file.
    greet: () =>
      stat(dir).then(
        () => undefined,
        (error: unknown) => (isAbsence(error) ? undefined : gone('answer')(error)),
      ),
  };
}

async function openFile(file: string, storeKey: string): Promise<Readable> {
  try {
    return (await open(file, 'r')).createReadStream();
  } catch (error) {
    throw isAbsence(error) ? new FileAbsent(storeKey) : new StoreGone('disk', 'read', error);
  }
}

/** Under a name with a dot until all of it is on the disk: an acknowledged upload outlives a power cut, and a kill leaves no half of one. */
async function writeWhole(file: string, bytes: AsyncIterable<Buffer> | Iterable<Buffer>, dir: string): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fresh = join(folder, `.${randomUUID()}`);
  try {
    const handle = await open(fresh, 'wx', 0o600);
    try {
      for await (const chunk of bytes) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  for (const path of [folder, dir]) await syncFolder(path);
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot sync a folder; its file system orders the names itself.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Also what a kill left under a name with a dot: nobody's, and swept as such. */
async function* listFolder(dir: string): AsyncGenerator<StoredFile> {
  for (const folder of (await namesIn(dir)).toSorted())
    for (const name of (await namesIn(join(dir, folder))).toSorted()) {
      const found = await stat(join(dir, folder, name)).catch(() => undefined);
      if (found?.isFile()) yield { storeKey: `${folder}/${name}`, bytes: found.size, storedAt: found.mtime };
    }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsence(error) || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return [];
    throw new StoreGone('disk', 'list', error);
  }
}

const isAbsence = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
