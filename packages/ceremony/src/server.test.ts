import { describe, expect, test } from 'vitest';
import { advance, beginChain, type Chain, numberAnswer, numberRequest } from './chain.ts';
import type { BridgeMessage, Unnumbered, WireMessage } from './messages.ts';
import { serverStep } from './server.ts';
import { openServer, type ServerEffect, type ServerEvent } from './serverState.ts';
import { readVectors } from './vectors.ts';

/** A message stands in a vector without number and chain, unless the attack lies in them. */
type TracedEvent =
  | Exclude<ServerEvent, { type: 'message' } | { type: 'leg' }>
  | { readonly type: 'message'; readonly message: Unnumbered<BridgeMessage>; readonly authorisationsLeft: number }
  | {
      readonly type: 'leg';
      readonly leg: number;
      readonly ticketExpiresAt: string;
      readonly hostChallenge: string | null;
    };
interface Trace {
  readonly now: string;
  readonly opened: Omit<Parameters<typeof openServer>[0], 'chain'>;
  readonly steps: readonly {
    readonly event: TracedEvent;
    readonly at?: string;
    readonly gives?: readonly string[];
    readonly refusal?: string;
    readonly status?: string;
    /** Of the two secrets, the one that leaves; the one that K is known to hold in the end. */
    readonly releases?: string;
    readonly holds?: string | null;
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
  if (traced.type === 'leg') {
    const { leg, ...rest } = traced;
    return { ...rest, chain: begin(leg) };
  }
  return traced.type === 'message' ? { ...traced, message: numberRequest(chain, traced.message) } : traced;
}

function follow(trace: Trace): void {
  let state = openServer({ ...trace.opened, chain: begin(1) });
  let asked: WireMessage | undefined;
  for (const [n, { event: traced, at, gives, refusal, status, releases, holds }] of trace.steps.entries()) {
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
    const effects = 'refusal' in step ? [] : step.effects;
    if (releases) expect(effects, where).toContainEqual({ type: 'makeRelease', holds: releases });
    if (holds !== undefined) expect(effects, where).toContainEqual({ type: 'complete', holds });
  }
}

describe('a good run goes as its vector says', () => {
  test.each(readVectors<Trace>('valid', 'server-'))('$name', ({ vector }) => follow(vector));
});
describe('an attack gets what its vector says and no more', () => {
  test.each(readVectors<Trace>('invalid', 'server-'))('$name', ({ vector }) => follow(vector));
});
