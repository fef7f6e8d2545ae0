import { type Entry, fromBufferPromise } from 'yauzl';

export interface ArchiveLimits {
  /** Directories and hidden files count too. */
  readonly entries: number;
  /** Of one file, unpacked. */
  readonly entryBytes: number;
  /** Of all that is unpacked. */
  readonly totalBytes: number;
}
export interface ArchiveEntry {
  /** As the archive writes it, with its folders; never used as a path. */
  readonly name: string;
  /** Undefined where it is larger than `entryBytes`, and was not unpacked. */
  readonly bytes: Buffer | undefined;
}

/** `large`: more than the limits allow. `broken`: no archive, or one that is cut off, encrypted or says less of itself than it holds. */
export class ArchiveFault extends Error {
  readonly kind: 'large' | 'broken';
  constructor(kind: 'large' | 'broken') {
    super(`the archive is ${kind}`);
    this.kind = kind;
  }
}

/**
 * The files of a ZIP whose name `wants`, one at a time. What they declare is added up before any is unpacked, and yauzl holds each to it: a bomb is refused unopened.
 * @throws ArchiveFault
 */
export async function* entriesOf(
  archive: Buffer,
  limits: ArchiveLimits,
  wants: (name: string) => boolean,
): AsyncGenerator<ArchiveEntry> {
  const wanted = (await open(archive, limits)).filter(({ name }) => !name.endsWith('/') && wants(name));
  const sizes = wanted.map(({ size }) => size).filter((size) => size <= limits.entryBytes);
  if (sizes.reduce((sum, size) => sum + size, 0) > limits.totalBytes) throw new ArchiveFault('large');
  for (const { name, size, read } of wanted)
    yield { name, bytes: size > limits.entryBytes ? undefined : await guarded(read) };
}

/** The names of all files of a ZIP, nothing unpacked. @throws ArchiveFault */
export const namesOf = async (archive: Buffer, limits: ArchiveLimits): Promise<readonly string[]> =>
  (await open(archive, limits)).map(({ name }) => name);

interface Packed {
  readonly name: string;
  readonly size: number;
  readonly read: () => Promise<Buffer>;
}

const open = (archive: Buffer, limits: ArchiveLimits): Promise<Packed[]> =>
  guarded(async () => {
    // Names are bytes to us: yauzl would refuse those that look like paths, and guess a code page of 1981 for the rest.
    const zip = await fromBufferPromise(archive, { decodeStrings: false });
    if (zip.entryCount > limits.entries) throw new ArchiveFault('large');
    const found: Packed[] = [];
    for await (const entry of zip.eachEntry())
      found.push({
        name: nameOf(entry),
        size: entry.uncompressedSize,
        read: async () => {
          const chunks: Buffer[] = [];
          for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
          return Buffer.concat(chunks);
        },
      });
    return found;
  });

async function guarded<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (fault) {
    // yauzl's own words may quote what the archive says.
    throw fault instanceof ArchiveFault ? fault : new ArchiveFault('broken');
  }
}

/** Names are GBK, unless the archive says that they are UTF-8 (APPNOTE 4.4.4, bit 11). */
export const nameOf = ({ fileName, generalPurposeBitFlag: flags }: Entry): string =>
  new TextDecoder((flags & 0x800) === 0 ? 'gb18030' : 'utf-8').decode(Buffer.from(fileName));
