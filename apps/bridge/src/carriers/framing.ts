import { endianness } from 'node:os';
import type { Readable, Writable } from 'node:stream';

/** A code and an origin are 300 bytes; a browser would let an extension send 64 MiB. */
export const MESSAGE_BYTES_MAX = 8 * 1024;
const HEAD_BYTES = 4;
const isLittle = endianness() === 'LE';

/** Native messaging: length u32 in the machine's order ‖ UTF-8 JSON. @throws {RangeError} when it is too long. */
export function frameOf(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  if (body.length > MESSAGE_BYTES_MAX) throw new RangeError('too long a message');
  const head = Buffer.alloc(HEAD_BYTES);
  if (isLittle) head.writeUInt32LE(body.length);
  else head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

export const writeMessage = (pipe: Writable, message: unknown): Promise<void> =>
  new Promise((resolve) => pipe.write(frameOf(message), () => resolve()));

/**
 * The first message of a pipe, which is all that a host ever takes.
 * @returns undefined when the pipe ends before, or what came is too long or no JSON. Bytes behind it are dropped.
 */
export function readMessage(pipe: Readable): Promise<unknown> {
  let received = Buffer.alloc(0);
  return new Promise((resolve) => {
    const settle = (message?: unknown) => {
      pipe.off('data', take);
      pipe.off('end', settle);
      pipe.off('error', settle);
      // It goes on flowing: only so its end is seen.
      pipe.resume();
      resolve(message);
    };
    const take = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < HEAD_BYTES) return;
      const length = isLittle ? received.readUInt32LE() : received.readUInt32BE();
      if (length === 0 || length > MESSAGE_BYTES_MAX) settle();
      else if (received.length >= HEAD_BYTES + length)
        settle(parsed(received.subarray(HEAD_BYTES, HEAD_BYTES + length)));
    };
    pipe.on('data', take);
    pipe.once('end', () => settle());
    pipe.once('error', () => settle());
  });
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
