import { crc32, deflateRawSync } from 'node:zlib';
import type { Entry } from './tar.ts';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const DEFLATE = 8;
/** Names are UTF-8 (APPNOTE 4.4.4, bit 11). */
const UTF8 = 0x0800;
const VERSION = 20;
/** Made by UNIX: the upper half of the external attributes is a file mode. */
const BY_UNIX = 0x0300 | VERSION;
/** 1 January 1980, the first day that a ZIP knows: the same files give the same bytes. */
const DAY = 0x0021;

/** A ZIP archive (PKWARE APPNOTE 6.3) of plain files under 4 GiB together. */
export function writeZip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { path, bytes, isExecutable } of entries) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(bytes, { level: 9 });
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt16LE(UTF8, 2);
    common.writeUInt16LE(DEFLATE, 4);
    common.writeUInt16LE(DAY, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const mode = (0o100000 | (isExecutable ? 0o755 : 0o644)) * 0x10000;
    directory.push(words(CENTRAL), halves(BY_UNIX), common, halves(0, 0, 0), words(mode, at), name);
    const local = [words(LOCAL), common, name, packed];
    parts.push(...local);
    at += local.reduce((size, part) => size + part.length, 0);
  }
  const listing = Buffer.concat(directory);
  const end = [words(END), halves(0, 0, entries.length, entries.length), words(listing.length, at), halves(0)];
  return Buffer.concat([...parts, listing, ...end]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, 4 * index);
  });
  return bytes;
}

function halves(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => {
    bytes.writeUInt16LE(value, 2 * index);
  });
  return bytes;
}
