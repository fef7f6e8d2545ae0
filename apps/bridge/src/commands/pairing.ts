import {
  advance,
  beginChain,
  type Chain,
  isAnswerTo,
  newSealKey,
  newSigningKey,
  numberRequest,
  openMessage,
  type PinPrompt,
  payloadHash,
  type SealKey,
  serverMessage,
  sha256,
  signMessage,
  type Ticket,
  ticket as ticketShape,
  unseal,
  type WireMessage,
} from '@jiesuo/ceremony';
import { z } from 'zod';
import type { BridgeConfig } from '../config.ts';
import type { HostedDriver } from '../drivers/host/host.ts';
import { createTurns } from '../drivers/turns.ts';
import { factsOf } from '../prompt/facts.ts';
import { askNewPin } from '../prompt/newPin.ts';
import { type Prompt, PromptUnavailable } from '../prompt/prompt.ts';
import type { Journal } from './journal.ts';
import { pinFault } from './pinRules.ts';
import { readUkeys } from './read.ts';
import { createReset, type Reset, type ResetTicket } from './reset.ts';
import { settled } from './settle.ts';
import type { Pairing, Turn, View } from './view.ts';

export class TicketFault extends Error {
  constructor(inside: string) {
    super(inside);
    this.name = 'TicketFault';
  }
}

export interface PairingDeps {
  readonly config: Pick<BridgeConfig, 'portals' | 'prompt'>;
  readonly drivers: readonly HostedDriver[];
  /** Whoever opens UKeys waits for his turn: else one window would meet another's as busy. */
  readonly inTurn?: ReturnType<typeof createTurns>;
  readonly journal: Journal;
  readonly version: string;
  /** Without one, only windows can be typed into. */
  readonly prompt?: Prompt;
  /** Milliseconds, monotonic. */
  readonly clockMs?: () => number;
  /** How long a UKey that is not there is looked for. */
  readonly settleMs?: number;
}

const tailsShape = z.array(z.string().max(20)).max(10);

/** One window's business: keys, ticket, then `read` or `reset`. Everything out of order ends it. */
export function createPairing(deps: PairingDeps): Pairing {
  const clockMs = deps.clockMs ?? (() => performance.now());
  const inTurn = deps.inTurn ?? createTurns();
  const signKey = newSigningKey();
  let sealKey: SealKey | undefined;
  let hello: WireMessage | undefined;
  let accepted:
    | { ticket: Ticket; wire: WireMessage; portalKey: Buffer; tails: readonly string[]; until: number }
    | undefined;
  let view: View = { stage: 'paired' };
  let reset: Reset | undefined;
  let outgoing: WireMessage | undefined;
  let reading: { chain: Chain; request?: WireMessage; count: number } | undefined;
  const gone = new AbortController();

  const failed = (failure: Extract<View, { stage: 'failed' }>['failure'], shouldPull = false): View => {
    view = {
      stage: 'failed',
      failure,
      isRetryable: ![
        'admin_secret_wrong',
        'admin_locked',
        'ukey_differs',
        'certificate_differs',
        'admin_tries_low',
      ].includes(failure),
      shouldPull,
    };
    return view;
  };
  const good = () => {
    if (!accepted) throw new TicketFault('no ticket');
    if (clockMs() > accepted.until) throw new TicketFault('the ticket has run out');
    return accepted;
  };

  async function openTails(ticket: Ticket, sealed: string | null): Promise<string[]> {
    if (!ticket.reset) return [];
    if (sealed === null || !sealKey || sha256(Buffer.from(sealed, 'base64url')).toString('hex') !== ticket.reset.sealed)
      throw new TicketFault('the sealed tails are not those of the ticket');
    const text = await unseal('tails', sealKey.privateKey, Buffer.from(sealed, 'base64url'), ticket.hello);
    return tailsShape.parse(JSON.parse(new TextDecoder().decode(text)));
  }

  function step(): Extract<View, { stage: 'working' }>['step'] {
    switch (reset?.state().step) {
      case 'ask_unblock':
      case 'unblock':
      case 'challenge_unblock':
      case 'report_unblocked':
        return 'unblocking';
      case 'changing':
      case 'resetting':
      case 'retyping':
      case 'report_changed':
        return 'changing';
      case 'signing':
      case 'prove':
        return 'proving';
      default:
        return 'authorising';
    }
  }

  /** Either side may insist on the native prompt; neither can overrule the other. */
  const enterPin = (ticket: Ticket, wanted: 'window' | 'native'): View => ({
    stage: 'enter_pin',
    ticket,
    prompt: wanted === 'window' && deps.config.prompt === 'window' ? 'window' : 'native',
  });

  /** The PIN is good: the reset begins. The buffer is wiped at its end, or here. */
  async function begin(pin: Buffer, prompt: PinPrompt): Promise<View> {
    try {
      const { ticket, wire, portalKey } = good();
      if (!sealKey || gone.signal.aborted) throw new TicketFault('the pairing has ended');
      reset = await createReset({
        drivers: deps.drivers,
        inTurn,
        journal: deps.journal,
        ticket: ticket as ResetTicket,
        chain: beginChain(ticket.ceremony, ticket.leg, wire),
        signKey: signKey.privateKey,
        sealKey: sealKey.privateKey,
        portalKey,
        clockMs,
        settleMs: deps.settleMs,
      });
    } catch (error) {
      pin.fill(0);
      throw error;
    }
    outgoing = await reset.start(pin, prompt);
    return resetTurn(outgoing).view;
  }

  async function readNow(): Promise<Turn> {
    const { ticket, wire } = good();
    const { claims, faults } = await settled(
      () => inTurn(() => readUkeys(deps.drivers)),
      (seen) => seen.claims.length > 0,
      deps.settleMs,
    );
    if (claims.length === 0 && faults[0]) return { view: failed(faults[0]) };
    const chain = beginChain(ticket.ceremony, ticket.leg, wire);
    const request = signMessage(numberRequest(chain, { type: 'ukeys', claims }), signKey.privateKey);
    reading = { chain, request, count: claims.length };
    return { view, message: request };
  }

  function readAnswered(answer: WireMessage): Turn {
    const { ticket, portalKey } = good();
    if (!reading?.request) throw new TicketFault('nothing was asked');
    const message = openMessage(answer, portalKey, serverMessage);
    if (!isAnswerTo(reading.chain, reading.request, message) || message.type !== 'noted')
      return { view: failed('answer_refused') };
    reading = { chain: advance(reading.chain, reading.request, answer), count: reading.count };
    view = { stage: 'done', purpose: 'read', ukeys: reading.count, ticket };
    return { view };
  }

  /** After each turn of a reset: what the window shows, and the message it carries next. */
  function resetTurn(message: WireMessage | undefined): Turn {
    const { ticket } = accepted ?? good();
    const state = reset?.state();
    if (message) {
      if (state?.step === 'giving_up' && state.failure)
        failed(state.failure, state.failure === 'ukey_fault' || state.failure === 'time_out');
      else view = { stage: 'working', step: step(), ticket };
      return { view, message };
    }
    if (state?.failure) return { view: failed(state.failure, state.failure === 'ukey_fault') };
    // Nothing to send is not yet the end: only the machine says what is done.
    if (state?.step !== 'ended') return { view };
    const signed = reset?.signed();
    view = { stage: 'done', purpose: 'reset', ticket, ...(signed === undefined ? {} : { signed }) };
    return { view };
  }

  return {
    async hello(code) {
      if (hello) throw new TicketFault('a pairing says hello once');
      sealKey = await newSealKey();
      hello = signMessage(
        {
          v: 1,
          type: 'hello',
          pairing: sha256(Buffer.from(code)).toString('hex'),
          signKey: signKey.publicKey.toString('base64url'),
          sealKey: Buffer.from(sealKey.publicKey).toString('base64url'),
          version: deps.version,
        },
        signKey.privateKey,
      );
      return { hello, sealKey: Buffer.from(sealKey.publicKey).toString('base64url') };
    },

    async accept(wire, sealed) {
      if (!hello || accepted) throw new TicketFault('a ticket comes once, after hello');
      for (const portal of deps.config.portals) {
        const portalKey = Buffer.from(portal.publicKey, 'base64url');
        let ticket: Ticket;
        try {
          ticket = openMessage(wire, portalKey, ticketShape);
        } catch {
          continue;
        }
        if (ticket.portal !== portal.origin) throw new TicketFault('the ticket names another portal');
        if (ticket.hello !== payloadHash(hello).toString('hex')) throw new TicketFault('the ticket is for other keys');
        if ((ticket.purpose === 'reset') !== (ticket.reset !== null))
          throw new TicketFault('the ticket contradicts itself');
        const tails = await openTails(ticket, sealed);
        accepted = { ticket, wire, portalKey, tails, until: clockMs() + ticket.validSeconds * 1000 };
        view = ticket.reset === null ? { stage: 'confirm_read', ticket } : enterPin(ticket, ticket.reset.prompt);
        return view;
      }
      throw new TicketFault('no configured portal signed this ticket');
    },

    allow() {
      const { ticket } = good();
      if (view.stage !== 'confirm_read') return view;
      view = { stage: 'working', step: 'reading', ticket };
      return view;
    },

    async pin(sealed) {
      const { ticket, tails } = good();
      if (view.stage !== 'enter_pin' || !ticket.reset || !sealKey) return view;
      if (view.prompt !== 'window') throw new TicketFault('the PIN is not to be typed in the window');
      const [pin = '', again = '', ...rest] = new TextDecoder()
        .decode(await unseal('pin', sealKey.privateKey, sealed, ticket.ceremony))
        .split('\0');
      const fault = rest.length > 0 ? 'alphabet' : pinFault(pin, again, ticket.reset.pinPolicy, tails);
      if (fault) {
        view = { ...view, fault };
        return view;
      }
      return begin(Buffer.from(pin, 'latin1'), 'window');
    },

    async ask(language) {
      const { ticket, tails } = good();
      // Where the window may be typed into, the system's dialog is no worse.
      if (view.stage !== 'enter_pin' || !ticket.reset) return view;
      if (deps.prompt === undefined) throw new PromptUnavailable('no_program');
      const { signal } = gone;
      const policy = ticket.reset.pinPolicy;
      const question = { facts: factsOf(ticket), policy, tails, language, fault: view.fault, signal };
      const answer = await askNewPin(deps.prompt, question);
      if (answer.kind === 'pin') return begin(answer.pin, 'native');
      if (answer.kind === 'unavailable') throw new PromptUnavailable(answer.reason);
      if (answer.kind !== 'fault') return failed(answer.kind === 'timed_out' ? 'time_out' : 'cancelled');
      view = { ...view, fault: answer.fault };
      return view;
    },

    async next(answer) {
      if (view.stage === 'working' && accepted?.ticket.purpose === 'read')
        return answer ? readAnswered(answer) : readNow();
      if (!reset) return { view };
      if (answer) outgoing = await reset.answer(answer);
      return resetTurn(outgoing);
    },

    mayLook: () => accepted !== undefined,

    async end() {
      gone.abort();
      await reset?.end();
    },
  };
}
