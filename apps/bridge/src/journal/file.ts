import { type FileHandle, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Journal, JournalEntry } from '../commands/journal.ts';

const entry = z.strictObject({
  ceremony: z.uuid(),
  at: z.iso.datetime(),
  step: z.enum(['unblock_sent', 'unblocked', 'change_sent', 'changed', 'retype_tried', 'completed', 'failed']),
});
const KEPT_MS = 90 * 24 * 3600_000;
const NEWLINE = 10;

/** A line that is whole and yet no entry: somebody else wrote, or the disk lies. What was done to the UKey is not known. */
export class JournalFault extends Error {
  override name = 'JournalFault';
}

/**
 * A journal of JSON lines, one file for each ceremony, readable by its owner only. A last line that was torn by a crash
 * was never acknowledged, so it is ignored, and cut off by the next write. Files 90 days old are swept when it is opened.
 * @throws the system's error when the folder cannot be made.
 */
export async function openJournal(folder: string, now: () => number = Date.now): Promise<Journal> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweep(folder, now() - KEPT_MS);
  let last: Promise<unknown> = Promise.resolve();

  return {
    write(written) {
      const line = entry.parse(written);
      const turn = last.then(() => append(folder, fileOf(line.ceremony), Buffer.from(`${JSON.stringify(line)}\n`)));
      last = turn.catch(() => undefined);
      return turn;
    },
    async read(ceremony) {
      const file = fileOf(ceremony);
      await last;
      const text = await readFile(join(folder, file), 'utf8').catch((error: unknown) => {
        if (isMissing(error)) return '';
        throw error;
      });
      return text
        .split('\n')
        .slice(0, -1)
        .map((line) => parseLine(line, ceremony));
    },
  };
}

/** Only a UUID makes a file name: nothing that came in by a ticket leads out of the folder. */
const fileOf = (ceremony: string): string => `${z.uuid().parse(ceremony).toLowerCase()}.jsonl`;
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

function parseLine(line: string, ceremony: string): JournalEntry {
  try {
    const parsed = entry.parse(JSON.parse(line));
    if (parsed.ceremony.toLowerCase() === ceremony.toLowerCase()) return parsed;
  } catch {
    // Said below: what is in the line must not come into an error.
  }
  throw new JournalFault(`the journal of ${ceremony} cannot be read`);
}

async function append(folder: string, file: string, line: Buffer): Promise<void> {
  const path = join(folder, file);
  const isNew = await stat(path).then(() => false, isMissing);
  const handle = await open(path, isNew ? 'ax+' : 'r+', 0o600);
  try {
    const end = isNew ? 0 : await wholeLength(handle);
    await handle.truncate(end);
    await writeAll(handle, line, end);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (isNew) await syncFolder(folder);
}

async function wholeLength(handle: FileHandle): Promise<number> {
  const { size } = await handle.stat();
  const bytes = Buffer.alloc(size);
  await handle.read(bytes, 0, size, 0);
  return bytes.lastIndexOf(NEWLINE) + 1;
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

/** Without it a new file's name may be lost with the power, whatever was synced inside. Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sweep(folder: string, before: number): Promise<void> {
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.jsonl')) continue;
    const path = join(folder, file);
    if ((await stat(path)).mtimeMs < before) await unlink(path);
  }
}
