import type { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { StartFault } from '../startFault.ts';
import { type Head, headShape, type Manifest, manifestShape } from './manifest.ts';
import { countPiles } from './piles.ts';
import { unseal } from './seal.ts';
import { type Entry, entriesOf } from './tar.ts';

/**
 * Reads a backup from its beginning to its end, and judges at the end whether all of it was what was made: whoever acted on an entry
 * must keep nothing when this throws. @throws {StartFault} when it does not open, is damaged, cut off, or of another format.
 */
export async function readBackup(
  sealed: Readable,
  identities: readonly string[],
  each: (head: Head, entry: Entry) => Promise<void> | void,
): Promise<{ head: Head; manifest: Manifest }> {
  const plain = await unseal(sealed, identities);
  const piles = countPiles();
  let head: Head | undefined;
  let manifest: Manifest | undefined;
  try {
    for await (const entry of entriesOf(plain)) {
      if (manifest) throw new Error('something follows the manifest');
      if (entry.name === 'manifest.json') {
        manifest = manifestShape.parse(JSON.parse(entry.bytes.toString()));
        continue;
      }
      piles.add(entry);
      if (entry.name === 'head.json') head = headOf(entry, head);
      else if (head) await each(head, entry);
      else throw new Error('the head is not first');
    }
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw damaged(error);
  }
  if (!head || !manifest) throw damaged();
  if (!isDeepStrictEqual(piles.sum(), manifest.piles)) throw damaged();
  return { head, manifest };
}

function headOf(entry: Entry, before: Head | undefined): Head {
  if (before) throw new Error('there are two heads');
  const parsed = headShape.safeParse(JSON.parse(entry.bytes.toString()));
  if (parsed.success) return parsed.data;
  throw new StartFault('这份备份的格式本程序不认识', 'this program does not know the format of this backup');
}

const damaged = (cause?: unknown) =>
  new StartFault(
    '备份已损坏或不完整，什么都没有恢复',
    'the backup is damaged or not whole; nothing was restored',
    cause,
  );
