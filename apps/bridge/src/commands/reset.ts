import {
  advance,
  type BridgeEffect,
  type BridgeEvent,
  type BridgeState,
  bridgeStep,
  type Chain,
  type FailureCode,
  isAnswerTo,
  type KeyObject,
  numberRequest,
  openBridge,
  openMessage,
  type PinPrompt,
  proofMessage,
  proofText,
  type ServerMessage,
  serverMessage,
  signMessage,
  type Ticket,
  type WireMessage,
} from '@jiesuo/ceremony';
import type { HostedDriver } from '../drivers/host/host.ts';
import type { createTurns } from '../drivers/turns.ts';
import { createHold } from './hold.ts';
import type { Journal } from './journal.ts';
import { remember } from './remember.ts';
import { failureOf } from './ukey.ts';

export type ResetTicket = Ticket & { readonly reset: NonNullable<Ticket['reset']> };

export interface ResetDeps {
  readonly drivers: readonly HostedDriver[];
  readonly inTurn: ReturnType<typeof createTurns>;
  readonly journal: Journal;
  readonly ticket: ResetTicket;
  readonly chain: Chain;
  readonly signKey: KeyObject;
  readonly sealKey: CryptoKey;
  /** The portal's key, raw. */
  readonly portalKey: Uint8Array;
  /** Milliseconds, monotonic. */
  readonly clockMs: () => number;
  /** How long a UKey that is not there is looked for. */
  readonly settleMs?: number | undefined;
}

export interface Reset {
  readonly state: () => BridgeState;
  /** The text whose hash the UKey signed, once it did. */
  readonly signed: () => string | undefined;
  /** Takes the new PIN (the buffer is wiped at the end) and runs until something must go to the server. */
  start(newPin: Buffer, prompt: PinPrompt): Promise<WireMessage | undefined>;
  answer(wire: WireMessage): Promise<WireMessage | undefined>;
  /** Gives the UKey back. Never throws. */
  end(): Promise<void>;
}

/** Runs the bridge's pure machine: carries out its effects and feeds back what came of them. */
export async function createReset(deps: ResetDeps): Promise<Reset> {
  const { ticket } = deps;
  const remembered = remember(await deps.journal.read(ticket.ceremony));
  let state = openBridge(ticket.reset, remembered);
  let chain = deps.chain;
  let pending: WireMessage | undefined;
  let signed: string | undefined;
  const journal = (step: Parameters<Journal['write']>[0]['step']) =>
    deps.journal.write({ ceremony: ticket.ceremony, at: new Date().toISOString(), step });
  const mayBeRotated = () => remembered !== 'nothing' && remembered !== 'unblock_sent';
  const held = createHold({ ...deps, journal, mayBeRotated });

  async function carryOut(effect: Exclude<BridgeEffect, { type: 'send' }>): Promise<BridgeEvent | undefined> {
    switch (effect.type) {
      case 'find':
        return held.find();
      case 'takeChallenge':
        return held.takeChallenge();
      case 'exchangeApdu':
        return held.exchange(effect.apdu);
      case 'changePin':
        return held.changePin(effect.temp);
      case 'resetPin':
        return held.resetPin(effect.apdu);
      case 'resetWithSecret':
        return held.resetWithSecret(effect.secret);
      case 'tryPin':
        return held.tryPin();
      case 'sign': {
        const event = await held.sign(proofMessage(ticket.ceremony, effect.nonce, chain.transcript));
        if (event.type === 'signed') signed = proofText(ticket.ceremony, effect.nonce, chain.transcript);
        return event;
      }
      case 'journal':
        await journal(effect.step);
        return undefined;
      case 'release':
        await held.end();
        return undefined;
    }
  }

  /** Feeds one event in and goes on until a message must leave or nothing is left to do. */
  async function run(first: BridgeEvent): Promise<WireMessage | undefined> {
    let event: BridgeEvent | undefined = first;
    while (event) {
      const step = bridgeStep(state, event, deps.clockMs());
      state = step.state;
      event = undefined;
      for (const effect of step.effects) {
        if (effect.type === 'send') {
          pending = signMessage(numberRequest(chain, effect.message), deps.signKey);
          return pending;
        }
        try {
          event = (await carryOut(effect)) ?? event;
        } catch (fault) {
          event = { type: 'fault', failure: faultOf(fault) };
          break;
        }
      }
    }
    return undefined;
  }

  return {
    state: () => state,
    signed: () => signed,
    start(pin, prompt) {
      held.takePin(pin);
      return run({ type: 'pin_typed', prompt });
    },
    async answer(wire) {
      if (!pending) return undefined;
      const request = pending;
      const message = openedAnswer(wire, deps.portalKey);
      if (!message || !isAnswerTo(chain, request, message)) return run({ type: 'fault', failure: 'answer_refused' });
      chain = advance(chain, request, wire);
      pending = undefined;
      return run({ type: 'answer', message });
    },
    end: held.end,
  };
}

function openedAnswer(wire: WireMessage, portalKey: Uint8Array): ServerMessage | undefined {
  try {
    return openMessage(wire, portalKey, serverMessage);
  } catch {
    return undefined;
  }
}

/** A fault without a name of its own (a broken journal, say) must still give K back. */
function faultOf(fault: unknown): FailureCode {
  try {
    return failureOf(fault);
  } catch {
    return 'ukey_fault';
  }
}
