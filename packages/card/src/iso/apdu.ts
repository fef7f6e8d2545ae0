import { Refusal, status } from '../applet/status.ts';

/** A command APDU of any of the four cases, short or extended (ISO/IEC 7816-4 §5.2). */
export interface IsoApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  /** Most bytes that fit into one answer. Hosts over T=0 send no Le; they get what a short one would bring. */
  readonly answerMax: number;
}

const SHORT = 256;
const EXTENDED = 65_536;

/** @throws {Refusal} 6700 */
export function parseIsoApdu(bytes: Uint8Array): IsoApdu {
  if (bytes.length < 4) throw new Refusal(status.wrongLength);
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, first = 0] = bytes;
  const whole = (data: Uint8Array, answerMax: number): IsoApdu => ({ cla, ins, p1, p2, data, answerMax });
  if (bytes.length === 4) return whole(new Uint8Array(0), SHORT);
  if (bytes.length === 5) return whole(new Uint8Array(0), first || SHORT);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (first !== 0) {
    const end = 5 + first;
    if (bytes.length === end) return whole(bytes.subarray(5, end), SHORT);
    if (bytes.length === end + 1) return whole(bytes.subarray(5, end), bytes[end] || SHORT);
    throw new Refusal(status.wrongLength);
  }
  if (bytes.length === 7) return whole(new Uint8Array(0), view.readUInt16BE(5) || EXTENDED);
  const length = bytes.length > 7 ? view.readUInt16BE(5) : 0;
  const end = 7 + length;
  // Lc = 0000 with more bytes behind it would be two readings of one command.
  if (length > 0 && bytes.length === end) return whole(bytes.subarray(7, end), EXTENDED);
  if (length > 0 && bytes.length === end + 2) return whole(bytes.subarray(7, end), view.readUInt16BE(end) || EXTENDED);
  throw new Refusal(status.wrongLength);
}
