import { PIN_BYTES_MAX } from './prompt.ts';

/** Of one line without its line feed (libassuan: ASSUAN_LINELENGTH 1002, CR LF included). */
export const LINE_BYTES_MAX = 1000;
/** Of all that a peer may say in answer to one command. */
const ANSWER_BYTES_MAX = 16 * 1024;
const NEWLINE = 10;
const PERCENT = 0x25;

/** The peer does not speak the protocol; never quotes what it said, which may be a PIN. */
export class AssuanFault extends Error {
  override name = 'AssuanFault';
}

/** One command line: `%`, line breaks and other controls are percent-escaped, UTF-8 stays; cut between characters to LINE_BYTES_MAX. */
export function commandLine(name: string, text?: string): Buffer {
  if (text === undefined) return Buffer.from(`${name}\n`);
  const pieces = [`${name} `];
  let length = name.length + 1;
  for (const character of text) {
    const escaped =
      // oxlint-disable-next-line no-control-regex
      /[%\u0000-\u001f\u007f]/.test(character)
        ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
        : character;
    length += Buffer.byteLength(escaped);
    if (length > LINE_BYTES_MAX) break;
    pieces.push(escaped);
  }
  return Buffer.from(`${pieces.join('')}\n`);
}

const hexDigit = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  const text = String.fromCharCode(byte);
  return /[0-9A-Fa-f]/.test(text) ? Number.parseInt(text, 16) : -1;
};

/** Undoes percent-escaping, byte by byte into `target`. @returns bytes written. @throws {AssuanFault} for a broken escape or too much. */
export function unescapeInto(target: Buffer, at: number, line: Buffer): number {
  let written = at;
  for (let i = 0; i < line.length; i += 1) {
    let byte = line[i] ?? 0;
    if (byte === PERCENT) {
      const [high, low] = [hexDigit(line[i + 1]), hexDigit(line[i + 2])];
      if (high < 0 || low < 0) throw new AssuanFault('a broken escape');
      byte = high * 16 + low;
      i += 2;
    }
    if (written >= target.length) throw new AssuanFault('more data than a PIN has');
    target[written] = byte;
    written += 1;
  }
  return written - at;
}

export type AssuanAnswer =
  | { readonly isOk: true; readonly data: Buffer; readonly status: readonly string[] }
  /** `code`: the low 16 bits, an error of libgpg-error. */
  | { readonly isOk: false; readonly code: number };

/**
 * Puts bytes together to answers: D lines (unescaped), S lines, then OK or ERR. Everything fed to it is wiped.
 * A `data` buffer belongs to whoever gets it.
 */
export function createAnswerReader(): { feed(chunk: Buffer): AssuanAnswer | undefined; wipe(): void } {
  const line = Buffer.alloc(LINE_BYTES_MAX + 1);
  let lineLength = 0;
  let total = 0;
  const data = Buffer.alloc(PIN_BYTES_MAX);
  let dataLength = 0;
  let status: string[] = [];

  const wipe = (): void => {
    line.fill(0);
    data.fill(0);
    [lineLength, total, dataLength, status] = [0, 0, 0, []];
  };
  const take = (): AssuanAnswer | undefined => {
    const text = line.subarray(0, line[lineLength - 1] === 13 ? lineLength - 1 : lineLength);
    const word = text.subarray(0, 4).toString('latin1');
    if (word.startsWith('D ')) {
      dataLength += unescapeInto(data, dataLength, text.subarray(2));
      return undefined;
    }
    if (word.startsWith('#')) return undefined;
    if (word.startsWith('S ')) {
      status.push(text.subarray(2, 66).toString('latin1').split(' ')[0] ?? '');
      return undefined;
    }
    if (word === 'OK' || word.startsWith('OK '))
      return { isOk: true, data: Buffer.from(data.subarray(0, dataLength)), status };
    const [, number] = word === 'ERR ' ? (/^ERR (\d{1,10})(?: |$)/.exec(text.toString('latin1')) ?? []) : [];
    // INQUIRE and whatever else: nothing here is ever told to a pinentry that asks back.
    if (number === undefined) throw new AssuanFault('a line that is none of the protocol');
    return { isOk: false, code: Number(number) & 0xffff };
  };

  return {
    feed(chunk) {
      try {
        for (const [at, byte] of chunk.entries()) {
          total += 1;
          if (total > ANSWER_BYTES_MAX) throw new AssuanFault('too long an answer');
          if (byte !== NEWLINE) {
            if (lineLength >= line.length) throw new AssuanFault('too long a line');
            line[lineLength] = byte;
            lineLength += 1;
            continue;
          }
          const answer = take();
          line.fill(0, 0, lineLength);
          lineLength = 0;
          if (answer === undefined) continue;
          // One answer for each command: more than was asked for is not from this protocol.
          if (at !== chunk.length - 1) throw new AssuanFault('an answer to nothing');
          wipe();
          return answer;
        }
        return undefined;
      } catch (error) {
        wipe();
        throw error;
      } finally {
        chunk.fill(0);
      }
    },
    wipe,
  };
}
