import { Refusal, status } from '../applet/status.ts';

/** One BER-TLV object. `tag` is hex, `5fc105`. */
export function tlv(tag: string, ...parts: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(tag, 'hex'), lengthOf(value.length), value]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  return length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff);
}

/** The objects that stand one after another, by tag in hex. @throws {Refusal} 6A80 for anything that is no BER-TLV, or a tag twice. */
export function readTlvs(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (let at = 0; at < bytes.length; ) {
    const tagEnd = at + tagLength(bytes, at);
    const [length, start] = readLength(bytes, tagEnd);
    const tag = Buffer.from(bytes.subarray(at, tagEnd)).toString('hex');
    if (start + length > bytes.length || found.has(tag)) throw new Refusal(status.wrongData);
    found.set(tag, bytes.subarray(start, start + length));
    at = start + length;
  }
  return found;
}

/** What stands inside the one object of that tag. @throws {Refusal} 6A80 */
export function openTlv(tag: string, bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const value = readTlvs(bytes).get(tag);
  if (value === undefined) throw new Refusal(status.wrongData);
  return readTlvs(value);
}

/** One byte, or more when its low five bits are all set (ISO/IEC 7816-4 §5.4.2). */
function tagLength(bytes: Uint8Array, at: number): number {
  if (((bytes[at] ?? 0) & 0x1f) !== 0x1f) return 1;
  let length = 2;
  while (((bytes[at + length - 1] ?? 0) & 0x80) !== 0) length += 1;
  return length;
}

function readLength(bytes: Uint8Array, at: number): [length: number, start: number] {
  const first = bytes[at];
  if (first === undefined) throw new Refusal(status.wrongData);
  if (first < 0x80) return [first, at + 1];
  if (first === 0x81) return [bytes[at + 1] ?? 0, at + 2];
  if (first === 0x82) return [((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0), at + 3];
  throw new Refusal(status.wrongData);
}
