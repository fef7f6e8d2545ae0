import { describe, expect, test } from 'vitest';
import { advance, beginChain, type Chain, numberAnswer, numberRequest } from './chain.ts';
import type { BridgeMessage, Unnumbered, WireMessage } from './messages.ts';
import { openServer, type ServerEffect, type ServerEvent, type ServerState, serverStep } from './server.ts';
import { readVectors } from './vectors.ts';

/** A message stands in a vector without number and chain, unless the attack lies in them. */
type TracedEvent =
  | Exclude<ServerEvent, { type: 'message' } | { type: 'leg' }>
  | { readonly type: 'message'; readonly message: Unnumbered<BridgeMessage>; readonly authorisationsLeft: number }
  | { readonly type: 'leg'; readonly leg: number; readonly ticketExpiresAt: string };
interface Trace {
  readonly now: string;
  readonly opened: Pick<ServerState, 'order' | 'serial' | 'fingerprint' | 'adminTriesMax' | 'ticketExpiresAt'>;
  readonly steps: readonly {
    readonly event: TracedEvent;
    readonly at?: string;
    readonly gives?: readonly string[];
    readonly refusal?: string;
    readonly status?: string;
  }[];
}

const ceremony = '0195a000-0000-7000-8000-000000000001';
/** Signatures are `wire.ts`'s business: here only the bytes matter. */
const carry = (message: object): WireMessage => ({
  payload: Buffer.from(JSON.stringify(message)).toString('base64url'),
  signature: '',
});
const begin = (leg: number): Chain => beginChain(ceremony, leg, carry({ ticket: leg }));
const nameOf = (effect: ServerEffect): string => (effect.type === 'send' ? `send:${effect.message.type}` : effect.type);

function eventOf(traced: TracedEvent, chain: Chain): ServerEvent {
  if (traced.type === 'leg') return { type: 'leg', chain: begin(traced.leg), ticketExpiresAt: traced.ticketExpiresAt };
  return traced.type === 'message' ? { ...traced, message: numberRequest(chain, traced.message) } : traced;
}

function follow(trace: Trace): void {
  let state = openServer({ ...trace.opened, chain: begin(1) });
  let asked: WireMessage | undefined;
  for (const [n, { event: traced, at, gives, refusal, status }] of trace.steps.entries()) {
    const event = eventOf(traced, state.chain);
    if (event.type === 'message') asked = carry(event.message);
    const before = structuredClone(state);
    const step = serverStep(state, event, new Date(at ?? trace.now));
    const where = `step ${n}, ${event.type}`;
    expect('refusal' in step ? step.refusal : step.effects.map(nameOf), where).toEqual(refusal ?? gives);
    expect(state, `${where} changed its input`).toEqual(before);
    if (!('refusal' in step)) {
      ({ state } = step);
      for (const effect of step.effects)
        if (effect.type === 'send' && asked)
          state = {
            ...state,
            chain: advance(state.chain, asked, carry(numberAnswer(state.chain, asked, effect.message))),
          };
    }
    if (status) expect(state.status, where).toBe(status);
  }
}

describe('a good run goes as its vector says', () => {
  test.each(readVectors<Trace>('valid', 'server-'))('$name', ({ vector }) => follow(vector));
});
describe('an attack gets what its vector says and no more', () => {
  test.each(readVectors<Trace>('invalid', 'server-'))('$name', ({ vector }) => follow(vector));
});
