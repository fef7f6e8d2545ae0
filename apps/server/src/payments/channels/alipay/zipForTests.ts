import { crc32, deflateRawSync } from 'node:zlib';

const bytesOf = new Map<string, Buffer>();
/** Text as GBK, by what Node's own decoder says of every pair of bytes. */
export function gbk(text: string): Buffer {
  if (bytesOf.size === 0) {
    const decoder = new TextDecoder('gb18030');
    for (let first = 0x81; first < 0xff; first++)
      for (let second = 0x40; second < 0xff; second++) {
        const pair = Buffer.from([first, second]);
        const letter = decoder.decode(pair);
        if (letter.length === 1 && letter !== '\uFFFD') bytesOf.set(letter, pair);
      }
  }
  return Buffer.concat(Array.from(text, (letter) => bytesOf.get(letter) ?? Buffer.from(letter, 'latin1')));
}

export interface File {
  readonly name: Buffer;
  readonly bytes: Buffer;
  readonly isUtf8?: boolean;
  /** A lie about the unpacked size. */
  readonly claimedSize?: number;
}

/** A zip archive (APPNOTE 4.3): local headers with deflated bytes, central directory, end. */
export function zipOf(files: readonly File[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, isUtf8 = false, claimedSize = bytes.length } of files) {
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isUtf8 ? 0x800 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimedSize, 18);
    common.writeUInt16LE(name.length, 22);
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, name);
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
