import type { z } from 'zod';
import { type WireMessage, wireMessage } from './messages.ts';
import { isSignedBy, type KeyObject, sha256, signBytes } from './seam.ts';

/** What may be wrong with a message from outside. The code is for the log; the other side only hears "refused". */
export class MessageFault extends Error {
  readonly code: 'malformed' | 'not_signed' | 'wrong_shape';
  constructor(code: MessageFault['code'], inside?: string) {
    super(inside ?? code);
    this.name = 'MessageFault';
    this.code = code;
  }
}

const domain = Buffer.from('jiesuo message v1\n');

/** Signs the exact bytes that travel, so that no two readers can disagree about what was signed. */
export function signMessage(message: object, key: KeyObject): WireMessage {
  const payload = Buffer.from(JSON.stringify(message));
  return {
    payload: payload.toString('base64url'),
    signature: signBytes(key, Buffer.concat([domain, payload])).toString('base64url'),
  };
}

/** The payload's SHA-256: what the transcript chains. */
export const payloadHash = (wire: WireMessage): Buffer => sha256(Buffer.from(wire.payload, 'base64url'));

/** Base64url has more than one text for some bytes; only the one that we would write is taken. */
const decode = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new MessageFault('malformed');
  return bytes;
};

/** Size, signature, shape, in that order. @throws MessageFault */
export function openMessage<T extends z.ZodType>(wire: unknown, rawKey: Uint8Array, shape: T): z.output<T> {
  const outer = wireMessage.safeParse(wire);
  if (!outer.success) throw new MessageFault('malformed');
  return openSigned(outer.data, rawKey, shape);
}

/** The same for what is larger than a message that travels (evidence): the caller has bounded its size. @throws MessageFault */
export function openSigned<T extends z.ZodType>(wire: WireMessage, rawKey: Uint8Array, shape: T): z.output<T> {
  const payload = decode(wire.payload);
  if (!isSignedBy(rawKey, Buffer.concat([domain, payload]), decode(wire.signature)))
    throw new MessageFault('not_signed');
  return shaped(payload, shape);
}

/** Reads a payload whose signing key stands inside it (`hello`): the caller must open it again with that key. @throws MessageFault */
export function peekMessage<T extends z.ZodType>(wire: unknown, shape: T): z.output<T> {
  const outer = wireMessage.safeParse(wire);
  if (!outer.success) throw new MessageFault('malformed');
  return shaped(decode(outer.data.payload), shape);
}

/** Bytes that are no UTF-8 have no one reading. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function shaped<T extends z.ZodType>(payload: Buffer, shape: T): z.output<T> {
  let json: unknown;
  try {
    json = JSON.parse(utf8.decode(payload));
  } catch {
    throw new MessageFault('malformed');
  }
  const parsed = shape.safeParse(json);
  if (!parsed.success) throw new MessageFault('wrong_shape', parsed.error.issues[0]?.path.join('.'));
  return parsed.data;
}
