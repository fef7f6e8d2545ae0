import type { Operation } from '@jiesuo/contract';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../refusal.ts';
import { faultsOf } from './faults.ts';

/** JSON bodies are forms: none is larger. */
const jsonBytesMost = 64 * 1024;
/** A bridge's signed message may hold 96 KiB of base64url (ceremony's `wireMessage`). */
const messageBytesMost = 128 * 1024;

export const bytesMostOf = (operation: Operation): number =>
  operation.maxBytes ?? (operation.roles.includes('bridge') ? messageBytesMost : jsonBytesMost);

/** The only two content types there are: JSON for acts, bytes for uploads. Anything else a page of another site could send without asking first. */
export function registerBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  for (const type of ['application/json', 'application/octet-stream'])
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

export const mediaTypeOf = (operation: Operation): string =>
  operation.kind === 'upload' ? 'application/octet-stream' : 'application/json';

/** Decodes what arrived by the contract's schema: unknown fields are refused. @throws Refusal `invalid_input` with the fields. */
export function decode(operation: Operation, arrived: unknown): unknown {
  const parsed = operation.input.safeParse(arrived, { reportInput: true });
  if (!parsed.success) throw new Refusal('invalid_input', { fields: faultsOf(parsed.error.issues) });
  return parsed.data;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws Refusal `invalid_input` for anything that is not JSON in UTF-8 (RFC 8259 §8.1). */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw new Refusal('invalid_input', { inside: 'not JSON' });
  }
}
