/** One file of an archive. */
export interface Entry {
  /** With `/`, relative. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly isExecutable: boolean;
}

const BLOCK = 512;
const PATH_BYTES_MAX = 100;
const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/**
 * A tar archive (POSIX.1-1988 ustar) of plain files. The same files give the same bytes: no owner, no time.
 * @throws Error for a path of more than 100 bytes.
 */
export function writeTar(entries: readonly Entry[]): Buffer {
  const parts = entries.flatMap(({ path, bytes, isExecutable }) => [
    header(path, bytes.length, isExecutable),
    bytes,
    padding(bytes.length),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function header(path: string, size: number, isExecutable: boolean): Buffer {
  const block = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(path) > PATH_BYTES_MAX) throw new Error(`too long for the archive: ${path}`);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  block.write(path, 0);
  block.write(octal(isExecutable ? 0o755 : 0o644, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(size, 11), 124);
  block.write(octal(0, 11), 136);
  block.write(' '.repeat(8), 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

const text = (block: Buffer, from: number, length: number) =>
  block.toString('utf8', from, from + length).split('\0')[0] ?? '';

/** The plain files of a tar archive such as npm makes; whatever else is in it is left out. @throws Error when it is cut short. */
export function readTar(archive: Buffer): readonly Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const block = archive.subarray(at, at + BLOCK);
    if (block[0] === 0) break;
    const size = Number.parseInt(text(block, 124, 12).trim(), 8);
    const from = at + BLOCK;
    if (!(size >= 0) || from + size > archive.length) throw new Error('the archive is cut short');
    const prefix = text(block, 345, 155);
    const path = (prefix === '' ? '' : `${prefix}/`) + text(block, 0, PATH_BYTES_MAX);
    const isFile = block[156] === 0 || block[156] === '0'.charCodeAt(0);
    const isExecutable = (Number.parseInt(text(block, 100, 8).trim(), 8) & 0o100) !== 0;
    if (isFile) entries.push({ path, bytes: archive.subarray(from, from + size), isExecutable });
    at = from + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}
