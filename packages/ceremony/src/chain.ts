import type { BridgeMessage, ServerMessage, Unnumbered, WireMessage } from './messages.ts';
import { sha256 } from './seam.ts';
import { payloadHash } from './wire.ts';

/** Where a leg's conversation stands: both ends keep it and must agree. */
export interface Chain {
  readonly ceremony: string;
  readonly leg: number;
  /** The last exchange that was finished; 0 after the ticket. */
  readonly seq: number;
  /** Hash chain over ticket and messages so far, hex. */
  readonly transcript: string;
}

const domain = Buffer.from('jiesuo transcript v1\n');

/** A leg's chain begins with the ticket, which names the transcript of the legs before it. */
export const beginChain = (ceremony: string, leg: number, ticket: WireMessage): Chain => ({
  ceremony,
  leg,
  seq: 0,
  transcript: sha256(domain, payloadHash(ticket)).toString('hex'),
});

export const extend = (transcript: string, wire: WireMessage): string =>
  sha256(Buffer.from(transcript, 'hex'), payloadHash(wire)).toString('hex');

/** Puts counter and chain on a message: a request counts up, its answer carries the same number. */
export const numberRequest = (chain: Chain, message: Unnumbered<BridgeMessage>): BridgeMessage =>
  ({
    v: 1,
    ceremony: chain.ceremony,
    leg: chain.leg,
    seq: chain.seq + 1,
    previous: chain.transcript,
    ...message,
  }) as BridgeMessage;
export const numberAnswer = (chain: Chain, request: WireMessage, message: Unnumbered<ServerMessage>): ServerMessage =>
  ({
    v: 1,
    ceremony: chain.ceremony,
    leg: chain.leg,
    seq: chain.seq + 1,
    previous: extend(chain.transcript, request),
    ...message,
  }) as ServerMessage;

/** True when `message` is the next one of this chain: right ceremony, leg, number and transcript. */
export const isNext = (chain: Chain, message: Pick<BridgeMessage, 'ceremony' | 'leg' | 'seq' | 'previous'>): boolean =>
  message.ceremony === chain.ceremony &&
  message.leg === chain.leg &&
  message.seq === chain.seq + 1 &&
  message.previous === chain.transcript;
export const isAnswerTo = (
  chain: Chain,
  request: WireMessage,
  answer: Pick<ServerMessage, 'ceremony' | 'leg' | 'seq' | 'previous'>,
): boolean =>
  answer.ceremony === chain.ceremony &&
  answer.leg === chain.leg &&
  answer.seq === chain.seq + 1 &&
  answer.previous === extend(chain.transcript, request);

/** The chain after one exchange. */
export const advance = (chain: Chain, request: WireMessage, answer: WireMessage): Chain => ({
  ...chain,
  seq: chain.seq + 1,
  transcript: extend(extend(chain.transcript, request), answer),
});
