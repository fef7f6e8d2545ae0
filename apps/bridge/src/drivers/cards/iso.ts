import { CardFault, type Transmit } from '@jiesuo/ceremony';
import { DriverFault } from '../driver.ts';

/** CLA INS P1 P2. */
export type Head = readonly [number, number, number, number];
export interface Answer {
  /** Four hex digits, never 61xx. */
  readonly sw: string;
  readonly data: Buffer;
}

const PART = 255;
const CHAINED = 0x10;
/** No certificate and no file that we read is longer; a card could go on for ever. */
const ANSWER_MAX = 65_536;

/**
 * Sends one command in short form, which every reader and every card takes: long data in parts (ISO/IEC 7816-4 §5.3.3), a long answer
 * fetched by GET RESPONSE, a wrong Le (6Cxx) corrected. What was built here is wiped: it may carry a PIN.
 * @param le Le byte, 0 for all there is; undefined where no answer is expected. @throws {DriverFault}
 */
export async function send(transmit: Transmit, head: Head, data: Uint8Array, le?: number): Promise<Answer> {
  const [cla, ins, p1, p2] = head;
  let at = 0;
  for (; data.length - at > PART; at += PART) {
    const part = command([cla | CHAINED, ins, p1, p2], data.subarray(at, at + PART));
    const answer = await forward(transmit, part).finally(() => part.fill(0));
    if (answer.sw !== '9000') return answer;
  }
  const last = command(head, data.subarray(at), le);
  try {
    const answer = await forward(transmit, last);
    if (!answer.sw.startsWith('6c')) return answer;
    last[last.length - 1] = Number.parseInt(answer.sw.slice(2), 16);
    return await forward(transmit, last);
  } finally {
    last.fill(0);
  }
}

/** Sends a command that was built elsewhere, and fetches the whole of its answer. @throws {DriverFault} */
export async function forward(transmit: Transmit, apdu: Uint8Array): Promise<Answer> {
  let part = split(await transmit(apdu));
  const parts = [part.data];
  for (let length = part.data.length; part.sw.startsWith('61'); length += part.data.length) {
    if (length > ANSWER_MAX) throw new DriverFault('fault', 'an answer without end');
    part = split(await transmit(Uint8Array.of(0, 0xc0, 0, 0, Number.parseInt(part.sw.slice(2), 16))));
    if (part.data.length === 0 && part.sw.startsWith('61')) throw new DriverFault('fault', 'an answer without end');
    parts.push(part.data);
  }
  return { sw: part.sw, data: Buffer.concat(parts) };
}

/** As `send`, for a command that must succeed. @throws {CardFault} with its name and status word. */
export async function ask(
  transmit: Transmit,
  name: string,
  head: Head,
  data: Uint8Array = new Uint8Array(0),
  le?: number,
): Promise<Buffer> {
  const answer = await send(transmit, head, data, le);
  if (answer.sw !== '9000') throw new CardFault(name, answer.sw);
  return answer.data;
}

/** SELECT by name. */
export const select = (transmit: Transmit, aid: string): Promise<Answer> =>
  send(transmit, [0x00, 0xa4, 0x04, 0x00], Buffer.from(aid, 'hex'), 0);

function command(head: Head, data: Uint8Array, le?: number): Buffer {
  const parts = [Buffer.from(head), ...(data.length > 0 ? [Buffer.of(data.length), data] : [])];
  return Buffer.concat([...parts, ...(le === undefined ? [] : [Buffer.of(le)])]);
}

function split(answer: Uint8Array): Answer {
  const bytes = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  return { sw: bytes.subarray(-2).toString('hex'), data: Buffer.from(bytes.subarray(0, -2)) };
}
