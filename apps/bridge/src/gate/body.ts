import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { GateRefusal } from './refusal.ts';

/** Of any body, in bytes. */
const BODY_BYTES_MAX = 128 * 1024;

/**
 * The whole body, when it is of that content type and not larger than `max` bytes.
 * @throws {GateRefusal} `media`, `size`; `shape` when it was cut off.
 */
export async function readBody(request: IncomingMessage, type: string, max = BODY_BYTES_MAX): Promise<Uint8Array> {
  const types = request.headersDistinct['content-type'] ?? [];
  if (types.length !== 1 || types[0] !== type || request.headers['content-encoding'] !== undefined)
    throw new GateRefusal('media');
  if (Number(request.headers['content-length'] ?? 0) > max) throw new GateRefusal('size');
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > max) throw new GateRefusal('size');
      pieces.push(piece);
    }
  } catch (error) {
    throw error instanceof GateRefusal ? error : new GateRefusal('shape');
  }
  return Buffer.concat(pieces);
}

/** @throws {GateRefusal} as `readBody`, and `shape` for what is no JSON of that shape. */
export async function readJson<S extends z.ZodType>(request: IncomingMessage, schema: S): Promise<z.output<S>> {
  const bytes = await readBody(request, 'application/json');
  try {
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    throw new GateRefusal('shape');
  }
}
