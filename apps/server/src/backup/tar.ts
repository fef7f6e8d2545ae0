/** One file of an archive. */
export interface Entry {
  readonly name: string;
  readonly bytes: Buffer;
}

const block = 512;
const nameBytesMost = 100;
/** Entries are small, whole tables come in pieces: a longer one was not written by us. */
const entryBytesMost = 128 * 1024 * 1024;

/** A POSIX archive (ustar, IEEE 1003.1), so that a backup can be looked into without this program. */
export async function* tarOf(entries: AsyncIterable<Entry>): AsyncGenerator<Buffer> {
  for await (const { name, bytes } of entries) {
    yield headerOf(name, bytes.length);
    yield bytes;
    yield Buffer.alloc(-bytes.length & (block - 1));
  }
  yield Buffer.alloc(2 * block);
}

function headerOf(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) >= nameBytesMost) throw new Error(`${name} is too long a name for an archive`);
  const header = Buffer.alloc(block);
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

const sumOf = (header: Buffer): number => header.reduce((sum, byte) => sum + byte, 0);

/** The entries of an archive in their order; one at a time is in memory. @throws Error when it is cut off or not one of ours. */
export async function* entriesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Entry> {
  const read = reader(stream);
  for (;;) {
    const header = await read(block);
    if (header.every((byte) => byte === 0)) {
      await read(block);
      return;
    }
    const { name, size } = parse(header);
    const bytes = await read(size);
    await read(-size & (block - 1));
    yield { name, bytes };
  }
}

function parse(header: Buffer): { name: string; size: number } {
  const sum = Number.parseInt(header.toString('latin1', 148, 154), 8);
  const copy = Buffer.from(header);
  copy.write('        ', 148);
  const size = Number.parseInt(header.toString('latin1', 124, 135), 8);
  if (sum !== sumOf(copy) || !(size >= 0 && size <= entryBytesMost)) throw new Error('the archive is damaged');
  const end = header.indexOf(0);
  return { name: header.toString('utf8', 0, Math.min(end, nameBytesMost)), size };
}

function reader(stream: AsyncIterable<Uint8Array>): (bytes: number) => Promise<Buffer> {
  const from = stream[Symbol.asyncIterator]();
  let held: Buffer[] = [];
  let heldBytes = 0;
  return async (bytes) => {
    while (heldBytes < bytes) {
      const next = await from.next();
      if (next.done) throw new Error('the archive is cut off');
      held.push(Buffer.from(next.value));
      heldBytes += next.value.length;
    }
    const all = Buffer.concat(held);
    held = [all.subarray(bytes)];
    heldBytes = all.length - bytes;
    return Buffer.from(all.subarray(0, bytes));
  };
}
