import { readFileSync, statSync } from 'node:fs';

const BYTES_MAX = 64;
/** What the ceremony sets and the card takes (docs/protocol.md §5). */
const isPin = (bytes: Uint8Array) =>
  bytes.length >= 6 && bytes.length <= 16 && bytes.every((byte) => byte >= 0x21 && byte <= 0x7e);

/**
 * The PIN that stands alone in a file; the end of its line does not count. Whoever gets it wipes it.
 * @returns undefined for a file that cannot be read, and for what is no PIN.
 */
export function readPin(path: string): Buffer | undefined {
  let bytes: Buffer | undefined;
  try {
    if (statSync(path).size > BYTES_MAX) return undefined;
    bytes = readFileSync(path);
  } catch {
    return undefined;
  }
  let end = bytes.length;
  if (bytes[end - 1] === 0x0a) end -= 1;
  if (bytes[end - 1] === 0x0d) end -= 1;
  const pin = Buffer.from(bytes.subarray(0, end));
  bytes.fill(0);
  if (isPin(pin)) return pin;
  pin.fill(0);
  return undefined;
}
