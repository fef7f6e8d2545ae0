/** One BER-TLV object of up to 65,535 bytes. `tag` is hex. */
export function tlv(tag: string, ...parts: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(parts);
  const { length } = value;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(tag, 'hex'), Buffer.from(head), value]);
}

/** The value at the end of a path of tags, `7c 82`; undefined where a tag is missing or the bytes are no BER-TLV. */
export function valueAt(bytes: Uint8Array, path: string): Buffer | undefined {
  let value: Buffer | undefined = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const tag of path.split(' ')) value = value && child(value, tag);
  return value;
}

function child(bytes: Buffer, wanted: string): Buffer | undefined {
  for (let at = 0; at < bytes.length; ) {
    const tagEnd = at + tagLength(bytes, at);
    const [length, start] = readLength(bytes, tagEnd);
    const end = start + length;
    if (length < 0 || end > bytes.length) return undefined;
    if (bytes.toString('hex', at, tagEnd) === wanted) return bytes.subarray(start, end);
    at = end;
  }
  return undefined;
}

/** One byte, or more when its low five bits are all set (ISO/IEC 7816-4 §5.4.2). */
function tagLength(bytes: Buffer, at: number): number {
  if (((bytes[at] ?? 0) & 0x1f) !== 0x1f) return 1;
  let length = 2;
  while (((bytes[at + length - 1] ?? 0) & 0x80) !== 0) length += 1;
  return length;
}

/** Length −1 where there is none. */
function readLength(bytes: Buffer, at: number): [length: number, start: number] {
  const [first = -1, second = 0, third = 0] = bytes.subarray(at, at + 3);
  if (first < 0x80) return [first, at + 1];
  if (first === 0x81) return [second, at + 2];
  if (first === 0x82) return [(second << 8) | third, at + 3];
  return [-1, at];
}
