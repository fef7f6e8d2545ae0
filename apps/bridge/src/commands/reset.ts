import {
  advance,
  type BridgeEffect,
  type BridgeEvent,
  type BridgeState,
  bridgeStep,
  type Chain,
  type Container,
  changeUserPin,
  type FailureCode,
  isAnswerTo,
  type KeyObject,
  numberRequest,
  openBridge,
  openMessage,
  pinTries,
  proofMessage,
  proofText,
  type ServerMessage,
  sendCommand,
  serverMessage,
  sha256,
  signMessage,
  type Ticket,
  takeChallenge,
  unseal,
  verifyUserPin,
  type WireMessage,
} from '@jiesuo/ceremony';
import type { Driver } from '../drivers/driver.ts';
import type { Journal } from './journal.ts';
import { remember } from './remember.ts';
import { failureOf, type OpenUkey, openEach, signingCertificate, signProof } from './ukey.ts';

export interface ResetDeps {
  readonly drivers: readonly Driver[];
  readonly journal: Journal;
  readonly ticket: Ticket & { readonly reset: NonNullable<Ticket['reset']> };
  readonly chain: Chain;
  readonly signKey: KeyObject;
  readonly sealKey: CryptoKey;
  /** The portal's key, raw. */
  readonly portalKey: Uint8Array;
  /** Milliseconds, monotonic. */
  readonly clockMs: () => number;
}

export interface Reset {
  readonly state: () => BridgeState;
  /** The text whose hash the UKey signed, once it did. */
  readonly signed: () => string | undefined;
  /** Takes the new PIN (the buffer is wiped at the end) and runs until something must go to the server. */
  start(newPin: Buffer): Promise<WireMessage | undefined>;
  answer(wire: WireMessage): Promise<WireMessage | undefined>;
  /** Gives the UKey back. Never throws. */
  end(): Promise<void>;
}

/** Runs the bridge's pure machine: carries out its effects and feeds back what came of them. */
export async function createReset(deps: ResetDeps): Promise<Reset> {
  const { ticket } = deps;
  const { profile } = ticket.reset;
  let state = openBridge(ticket.reset, remember(await deps.journal.read(ticket.ceremony)));
  let chain = deps.chain;
  let pending: WireMessage | undefined;
  let ukey: OpenUkey | undefined;
  let container: Container | undefined;
  let newPin: Buffer | undefined;
  let signed: string | undefined;
  const journal = (step: Parameters<Journal['write']>[0]['step']) =>
    deps.journal.write({ ceremony: ticket.ceremony, at: new Date().toISOString(), step });
  const held = (): { ukey: OpenUkey; pin: Buffer } => {
    if (!ukey || !newPin) throw new Error('no UKey is held');
    return { ukey, pin: newPin };
  };

  async function find(): Promise<BridgeEvent> {
    const { slots, faults } = await openEach(deps.drivers, profile.application, (candidate) => {
      if (candidate.info.serial !== ticket.reset.serial) return false;
      ukey = candidate;
      return true;
    });
    if (!ukey)
      return {
        type: 'fault',
        failure: slots === 0 ? 'ukey_missing' : slots > faults.length ? 'ukey_differs' : (faults[0] ?? 'ukey_missing'),
      };
    const prints = ukey.containers.map((c) => ({ c, print: fingerprint(signingCertificate(c)) }));
    const match = prints.find((p) => p.print === ticket.reset.fingerprint) ?? prints.find((p) => p.print !== undefined);
    container = match?.c;
    return {
      type: 'found',
      claimedSerial: ukey.info.serial,
      fingerprint: match?.print ?? '0'.repeat(64),
      appId: ukey.appId.toString('hex'),
      userTries: await pinTries(ukey.transmit, ukey.appId, 'user'),
      adminTries: await pinTries(ukey.transmit, ukey.appId, 'admin'),
    };
  }

  async function changePin(sealedTemp: string): Promise<BridgeEvent> {
    const { ukey: k, pin } = held();
    const temp = Buffer.from(
      await unseal('temp', deps.sealKey, Buffer.from(sealedTemp, 'base64url'), `${ticket.ceremony} ${ticket.leg}`),
    );
    try {
      if ((await verifyUserPin(k.transmit, profile, k.appId, temp)) !== '9000')
        return { type: 'fault', failure: 'ukey_fault' };
      await journal('change_sent');
      if ((await changeUserPin(k.transmit, profile, k.appId, temp, pin)) !== '9000')
        return { type: 'fault', failure: 'new_pin_not_accepted' };
      if ((await verifyUserPin(k.transmit, profile, k.appId, pin)) !== '9000')
        return { type: 'fault', failure: 'new_pin_not_accepted' };
      return { type: 'pin_changed' };
    } finally {
      temp.fill(0);
    }
  }

  async function sign(nonce: string): Promise<BridgeEvent> {
    if (!container) return { type: 'fault', failure: 'not_signed' };
    const { algorithm, signature } = await signProof(
      held().ukey,
      container,
      proofMessage(ticket.ceremony, nonce, chain.transcript),
    );
    signed = proofText(ticket.ceremony, nonce, chain.transcript);
    return { type: 'signed', algorithm, signature: signature.toString('base64url') };
  }

  async function carryOut(effect: Exclude<BridgeEffect, { type: 'send' }>): Promise<BridgeEvent | undefined> {
    switch (effect.type) {
      case 'find':
        return find();
      case 'takeChallenge':
        return { type: 'challenge', challenge: (await takeChallenge(held().ukey.transmit)).toString('hex') };
      case 'exchangeApdu':
        return { type: 'status', sw: await sendCommand(held().ukey.transmit, Buffer.from(effect.apdu, 'hex')) };
      case 'changePin':
        return changePin(effect.temp);
      case 'tryPin': {
        await journal('retype_tried');
        const { ukey: k, pin } = held();
        return { type: 'pin_tried', isRight: (await verifyUserPin(k.transmit, profile, k.appId, pin)) === '9000' };
      }
      case 'sign':
        return sign(effect.nonce);
      case 'journal':
        await journal(effect.step);
        return undefined;
      case 'release':
        await end();
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

  async function end(): Promise<void> {
    newPin?.fill(0);
    newPin = undefined;
    const last = ukey;
    ukey = undefined;
    await last?.release();
  }

  return {
    state: () => state,
    signed: () => signed,
    start(pin) {
      newPin = pin;
      return run({ type: 'pin_typed' });
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
    end,
  };
}

const fingerprint = (der: Buffer | undefined): string | undefined => der && sha256(der).toString('hex');

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
