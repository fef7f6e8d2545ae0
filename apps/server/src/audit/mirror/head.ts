import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Every checkpoint in order, each followed by an empty line. Bytes are only ever added. */
export const checkpointsFile = (dir: string): string => join(dir, 'checkpoints');
/** The newest checkpoint, as C2SP tlog-tiles serves it. */
export const newestFile = (dir: string): string => join(dir, 'checkpoint');

/** A checkpoint is some 400 bytes; the last two whole ones and half a torn one are in here. */
const TAIL_BYTES = 8192;

/** The end of the mirror's list of checkpoints. Nothing in it is verified yet. */
export interface Head {
  readonly note: string | undefined;
  /** The one before it, when there is one. */
  readonly previous: string | undefined;
  /** Where the last whole checkpoint ends. */
  readonly end: number;
  /** What a kill in the middle of writing the next one left behind it. */
  readonly torn: Buffer;
}

export async function readHead(dir: string): Promise<Head> {
  const { bytes, from } = await readTail(checkpointsFile(dir));
  const end = endOfLast(bytes);
  const notes = notesOf(bytes.subarray(0, end).toString());
  return { note: notes.at(-1), previous: notes.at(-2), end: from + end, torn: bytes.subarray(end) };
}

/** The notes of a list, whole ones only; the first may be missing its beginning. */
const notesOf = (text: string): string[] => {
  const parts = text.split('\n\n');
  const notes: string[] = [];
  for (let i = 0; i + 2 < parts.length; i += 2) notes.push(`${parts.at(-3 - i)}\n\n${parts.at(-2 - i)}\n`);
  return notes.reverse();
};

/** An empty line behind a signature ends a checkpoint; the one within a checkpoint has a signature behind it. */
function endOfLast(bytes: Buffer): number {
  for (let at = bytes.lastIndexOf('\n\n'); at > 0; at = bytes.lastIndexOf('\n\n', at - 1)) {
    const line = bytes.subarray(bytes.lastIndexOf('\n', at - 1) + 1, at);
    if (line.subarray(0, 4).equals(Buffer.from('— '))) return at + 2;
  }
  return 0;
}

async function readTail(file: string): Promise<{ bytes: Buffer; from: number }> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { bytes: Buffer.alloc(0), from: 0 };
    throw error;
  }
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const bytes = Buffer.alloc(size - from);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
    return { bytes: bytes.subarray(0, bytesRead), from };
  } finally {
    await handle.close();
  }
}
