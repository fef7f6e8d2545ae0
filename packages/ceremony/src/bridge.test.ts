import { describe, expect, test } from 'vitest';
import { bridgeStep } from './bridge.ts';
import { type BridgeEffect, type BridgeEvent, type BridgeTicket, openBridge, type Remembered } from './bridgeState.ts';
import { readVectors } from './vectors.ts';

interface Trace {
  readonly ticket: BridgeTicket;
  readonly remembered: Remembered;
  readonly steps: readonly {
    readonly event: BridgeEvent;
    /** Milliseconds since the trace began; 0 where nothing hangs on it. */
    readonly atMs?: number;
    readonly gives: readonly string[];
    readonly step: string;
    readonly failure?: string;
    /** Part of the message that is sent. */
    readonly sends?: Readonly<Record<string, unknown>>;
  }[];
}

const nameOf = (effect: BridgeEffect): string => {
  if (effect.type === 'send') return `send:${effect.message.type}`;
  return effect.type === 'journal' ? `journal:${effect.step}` : effect.type;
};

function follow(trace: Trace): void {
  let state = openBridge(trace.ticket, trace.remembered);
  for (const [n, { event, atMs, gives, step, failure, sends }] of trace.steps.entries()) {
    const result = bridgeStep(state, event, atMs ?? 0);
    const where = `step ${n}, ${event.type}`;
    expect(result.effects.map(nameOf), where).toEqual(gives);
    ({ state } = result);
    expect(state.step, where).toBe(step);
    if (failure) expect(state.failure, where).toBe(failure);
    const sent = result.effects.find((effect) => effect.type === 'send');
    if (sends) expect(sent?.message, where).toMatchObject(sends);
    const exchanged = result.effects.find((effect) => effect.type === 'exchangeApdu' || effect.type === 'resetPin');
    if (exchanged && event.type === 'answer' && 'apdu' in event.message)
      expect(exchanged.apdu, where).toBe(event.message.apdu);
  }
}

describe('a good run goes as its vector says', () => {
  test.each(readVectors<Trace>('valid', 'bridge-'))('$name', ({ vector }) => follow(vector));
});
describe('an attack reaches no card and ends in giving K back', () => {
  test.each(readVectors<Trace>('invalid', 'bridge-'))('$name', ({ vector }) => follow(vector));
});
