import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { advance, beginChain, type Chain, isAnswerTo, isNext } from './chain.ts';
import { bridgeMessage, hello, serverMessage, ticket, type WireMessage } from './messages.ts';
import { newSigningKey } from './seam.ts';
import { allVectors, readVectors } from './vectors.ts';
import { MessageFault, openMessage, openSigned, payloadHash, peekMessage, signMessage } from './wire.ts';

const shapes = { hello, ticket, bridgeMessage, serverMessage } satisfies Record<string, z.ZodType>;
interface Message {
  readonly shape: keyof typeof shapes;
  /** Raw Ed25519 key, base64url. */
  readonly key: string;
  readonly wire: WireMessage;
}
const keyOf = (text: string) => Buffer.from(text, 'base64url');
const faultOf = (run: () => unknown): string => {
  try {
    run();
  } catch (fault) {
    if (fault instanceof MessageFault) return fault.code;
    throw fault;
  }
  return 'none';
};

describe('a good message opens to what was signed', () => {
  test.each(readVectors<Message & { message: unknown }>('valid', 'message-'))('$name', ({ vector }) => {
    expect(openMessage(vector.wire, keyOf(vector.key), shapes[vector.shape])).toEqual(vector.message);
  });
});

describe('a bad message is refused by name', () => {
  test.each(readVectors<Message & { fault: string }>('invalid', 'message-'))('$name', ({ vector }) => {
    expect(faultOf(() => openMessage(vector.wire, keyOf(vector.key), shapes[vector.shape]))).toBe(vector.fault);
  });
});

interface Leg {
  readonly ceremony: string;
  readonly leg: number;
  readonly bridgeKey: string;
  readonly portalKey: string;
  readonly ticket: WireMessage;
  readonly begins: string;
  readonly exchanges: readonly { request: WireMessage; answer: WireMessage; transcript: string }[];
}
describe('the transcript covers the ticket and every byte of every message, in order', () => {
  test.each(readVectors<Leg>('valid', 'chain-'))('$name', ({ vector }) => {
    let chain = beginChain(vector.ceremony, vector.leg, vector.ticket);
    expect(chain.transcript).toBe(vector.begins);
    for (const { request, answer, transcript } of vector.exchanges) {
      const asked = openMessage(request, keyOf(vector.bridgeKey), bridgeMessage);
      expect(isNext(chain, asked)).toBe(true);
      expect(isAnswerTo(chain, request, openMessage(answer, keyOf(vector.portalKey), serverMessage))).toBe(true);
      chain = advance(chain, request, answer);
      expect(chain.transcript).toBe(transcript);
      // What was said once is never the next again.
      expect(isNext(chain, asked)).toBe(false);
    }
  });
});

type Displaced = {
  readonly side: 'bridge' | 'server';
  readonly key: string;
  readonly chain: Chain;
  readonly request?: WireMessage;
  readonly wire: WireMessage;
};
describe('a well signed message in the wrong place is not the next one', () => {
  test.each(readVectors<Displaced>('invalid', 'chain-'))('$name', ({ vector }) => {
    const { chain, request, wire } = vector;
    if (vector.side === 'bridge')
      expect(isNext(chain, openMessage(wire, keyOf(vector.key), bridgeMessage))).toBe(false);
    else if (request)
      expect(isAnswerTo(chain, request, openMessage(wire, keyOf(vector.key), serverMessage))).toBe(false);
    else throw new Error('an answer needs its request');
  });
});

test('a message beyond 96 KiB is refused before its signature is looked at', () => {
  const { privateKey, publicKey } = newSigningKey();
  const wire = signMessage({ filler: 'x'.repeat(80 * 1024) }, privateKey);
  expect(faultOf(() => openMessage(wire, publicKey, ticket))).toBe('malformed');
  expect(faultOf(() => peekMessage(wire, ticket))).toBe('malformed');
  // Evidence is larger than what travels; its own reader bounds it.
  expect(faultOf(() => openSigned(wire, publicKey, ticket))).toBe('wrong_shape');
});

test('a key of another length signs nothing', () => {
  const { privateKey } = newSigningKey();
  const wire = signMessage({}, privateKey);
  for (const length of [0, 31, 33, 64])
    expect(faultOf(() => openMessage(wire, Buffer.alloc(length, 1), ticket))).toBe('not_signed');
});

test('the payload hash is over the bytes that travelled, not over what they mean', () => {
  const { privateKey } = newSigningKey();
  const [one, two] = [signMessage({ a: 1, b: 2 }, privateKey), signMessage({ b: 2, a: 1 }, privateKey)];
  expect(payloadHash(one).equals(payloadHash(two))).toBe(false);
});

test('no vector lies unread', () => {
  const kinds = /^(valid|invalid)\/(pin|challenge|message|chain|server|bridge)\b[a-z0-9-]*\.json$/;
  expect(allVectors().filter((name) => !kinds.test(name))).toEqual([]);
});
