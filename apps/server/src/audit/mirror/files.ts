import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file of the mirror is not what was written there. */
export class MirrorFault extends Error {
  readonly file: string;
  constructor(file: string) {
    super(`the mirror's file ${file} is not what was written there`);
    this.name = 'MirrorFault';
    this.file = file;
  }
}

/** Writes a file that never changes, whole and synced. @throws MirrorFault when one with other bytes is there. */
export async function writeForGood(file: string, bytes: Uint8Array): Promise<void> {
  const there = await readIfThere(file);
  if (there) {
    if (!there.equals(bytes)) throw new MirrorFault(file);
    return;
  }
  const fresh = await writeFresh(dirname(file), bytes);
  try {
    await link(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!(await readFile(file)).equals(bytes)) throw new MirrorFault(file);
  } finally {
    await rm(fresh, { force: true });
  }
  await syncFolder(dirname(file));
}

/** Puts new content in a file's place, whole and synced. */
export async function replace(file: string, text: string): Promise<void> {
  const fresh = await writeFresh(dirname(file), Buffer.from(text));
  await rename(fresh, file);
  await syncFolder(dirname(file));
}

/** Writes at a place, synced: two that write the same at the same place do no harm. */
export async function writeAt(file: string, position: number, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o755 });
  const handle = await open(file, 'a').then(async (created) => {
    await created.close();
    return open(file, 'r+');
  });
  try {
    await handle.write(Buffer.from(text), 0, undefined, position);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(file));
}

export async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Names that begin with a dot are nobody's: a kill may leave one. */
async function writeFresh(folder: string, bytes: Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const fresh = join(folder, `.${randomUUID()}`);
  const handle = await open(fresh, 'wx', 0o644);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return fresh;
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot sync a folder; its file system orders the names itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
