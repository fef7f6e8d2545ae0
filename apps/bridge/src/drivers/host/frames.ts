import type { Readable, Writable } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

/** Certificates are the largest thing that passes. */
const FRAME_BYTES_MAX = 1024 * 1024;
const HEAD_BYTES = 4;

/**
 * Writes one message: length u32 big-endian ‖ structured clone. Not Node's own channel: a pipe of ours bounds what a broken child may
 * send, survives rubbish in it, and lets what held a PIN be wiped once it is written.
 * @throws {RangeError} for a message that is too long.
 */
export function writeFrame(pipe: Writable, message: unknown): void {
  const body = serialize(message);
  if (body.length > FRAME_BYTES_MAX) throw new RangeError('a message between bridge and driver is too long');
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(body.length);
  pipe.write(head);
  pipe.write(body, () => body.fill(0));
}

/**
 * Reads messages until the pipe ends. Buffers in a message lie in the frame itself: wiping them leaves no copy here.
 * @param broken called once, when something came that is no message; nothing is read after that.
 */
export function readFrames(pipe: Readable, take: (message: unknown) => void, broken: () => void): void {
  let received: Buffer = Buffer.alloc(0);
  let isBroken = false;
  pipe.on('data', (chunk: Buffer) => {
    if (isBroken) return;
    const before = received;
    received = Buffer.concat([before, chunk]);
    before.fill(0);
    chunk.fill(0);
    try {
      for (let frame = takeFrame(); frame !== undefined; frame = takeFrame()) take(deserialize(frame));
    } catch {
      isBroken = true;
      broken();
    }
  });

  function takeFrame(): Buffer | undefined {
    if (received.length < HEAD_BYTES) return undefined;
    const length = received.readUInt32BE();
    if (length > FRAME_BYTES_MAX) throw new RangeError('too long');
    const end = HEAD_BYTES + length;
    if (received.length < end) return undefined;
    const frame = Buffer.from(received.subarray(HEAD_BYTES, end));
    received.fill(0, 0, end);
    received = received.subarray(end);
    return frame;
  }
}
