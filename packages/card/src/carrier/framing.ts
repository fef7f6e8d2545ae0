/** vpcd's framing: length u16 big-endian, then that many bytes, so one message is at most 65,535 bytes. */
export function frame(message: Uint8Array): Uint8Array {
  if (message.length === 0 || message.length > 65_535) throw new RangeError('a message has 1 to 65,535 bytes');
  const framed = new Uint8Array(2 + message.length);
  framed.set([message.length >> 8, message.length & 0xff]);
  framed.set(message, 2);
  return framed;
}

/** What the other side sent is no framing; the connection must be closed, for its rest cannot be understood. */
export class FramingError extends Error {
  override name = 'FramingError';
}

/**
 * Puts messages together again, however the stream was cut. Keeps less than one message (65,537 bytes) between calls.
 * @returns a function that takes a chunk and gives the messages that it completed.
 * @throws {FramingError} from that function, for a message of no bytes.
 */
export function createDeframer(): (chunk: Uint8Array) => Uint8Array[] {
  let pieces: Uint8Array[] = [];
  let length = 0;
  return (chunk) => {
    pieces.push(chunk);
    length += chunk.length;
    const messages: Uint8Array[] = [];
    if (length < wanted(pieces)) return messages;
    const bytes = Buffer.concat(pieces);
    let offset = 0;
    while (bytes.length - offset >= 2) {
      const size = bytes.readUInt16BE(offset);
      if (size === 0) throw new FramingError('a message of no bytes');
      if (bytes.length - offset < 2 + size) break;
      messages.push(bytes.subarray(offset + 2, offset + 2 + size));
      offset += 2 + size;
    }
    const rest = bytes.subarray(offset);
    pieces = rest.length === 0 ? [] : [Uint8Array.from(rest)];
    length = rest.length;
    return messages;
  };
}

/** How many bytes the first message takes: without this look ahead, one byte at a time would cost a copy each. */
function wanted(pieces: readonly Uint8Array[]): number {
  const [first, second] = pieces;
  if (first === undefined || first.length === 0) return 0;
  const low = first[1] ?? second?.[0];
  return low === undefined ? 2 : 2 + (((first[0] ?? 0) << 8) | low);
}
