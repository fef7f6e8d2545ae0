/** Longest message of vpcd's framing (docs/protocol.md §1). */
const MESSAGE_BYTES_MAX = 0xffff;

/** length u16 big-endian ‖ message. @throws {RangeError} unless it has 1 to 65,535 bytes. */
export function frame(message: Uint8Array): Buffer {
  if (message.length < 1 || message.length > MESSAGE_BYTES_MAX) throw new RangeError('a message has 1 to 65,535 bytes');
  const framed = Buffer.allocUnsafe(2 + message.length);
  framed.writeUInt16BE(message.length);
  framed.set(message, 2);
  return framed;
}

/** Takes one message off the front of what was received. @returns undefined while it is not whole. */
export function takeMessage(received: Buffer): { readonly message: Buffer; readonly rest: Buffer } | undefined {
  if (received.length < 2) return undefined;
  const end = 2 + received.readUInt16BE();
  if (received.length < end) return undefined;
  return { message: received.subarray(2, end), rest: received.subarray(end) };
}
