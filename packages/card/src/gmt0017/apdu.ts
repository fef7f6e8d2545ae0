import { Refusal, status } from '../applet/status.ts';

/** A command APDU, whatever its header (docs/protocol.md §1). */
export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  /** Most bytes that the host will take; 65,536 for "as much as there is"; undefined when none is expected, or, with a header of 8 bytes, when Le is 0. */
  readonly answerMax: number | undefined;
}

/**
 * Takes the lengths of a command apart. Short-form lengths are refused: the dialect has only the extended ones.
 * @throws {Refusal} 6700
 */
export function parseApdu(bytes: Uint8Array): CommandApdu {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, marker] = bytes;
  if (bytes.length < 7 || marker !== 0) throw new Refusal(status.wrongLength);
  const first = readU16(bytes, 5);
  if (bytes.length === 7) return { cla, ins, p1, p2, data: new Uint8Array(0), answerMax: first || 65_536 };
  const end = 7 + first;
  // Lc = 0000 with more bytes behind it would be two readings of one command.
  if (first === 0 || (bytes.length !== end && bytes.length !== end + 2)) throw new Refusal(status.wrongLength);
  const answerMax = bytes.length === end ? undefined : readU16(bytes, end) || 65_536;
  return { cla, ins, p1, p2, data: bytes.subarray(7, end), answerMax };
}

/**
 * As `parseApdu`, of a card whose header has 8 bytes: CLA INS P1 P2 Lc(2) Le(2), in its own byte order.
 * @throws {Refusal} 6700
 */
export function parseLongHeader(bytes: Uint8Array, endian: 'big' | 'little'): CommandApdu {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = bytes;
  if (bytes.length < 8) throw new Refusal(status.wrongLength);
  const u16 = (offset: number) => {
    const value = readU16(bytes, offset);
    return endian === 'big' ? value : ((value & 0xff) << 8) | (value >> 8);
  };
  if (bytes.length !== 8 + u16(4)) throw new Refusal(status.wrongLength);
  return { cla, ins, p1, p2, data: bytes.subarray(8), answerMax: u16(6) || undefined };
}

/** @returns big-endian unsigned 16 bits at `offset`, which must lie inside `bytes`. */
export function readU16(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}
