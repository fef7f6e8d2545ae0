import type { Chain } from './chain.ts';
import { isNext } from './chain.ts';
import type { BridgeMessage, FailureCode, ServerMessage, Unnumbered } from './messages.ts';
import { isWeakChallenge } from './pin.ts';

export type Status =
  | 'opened'
  | 'authorised'
  | 'unblocked'
  | 'changed'
  | 'unknown'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'expired';
/** Where this leg's conversation stands; a new leg starts again, the ceremony's status does not. */
type Step =
  | 'start'
  | 'authorising'
  | 'verified'
  | 'unblocking'
  | 'unblocked'
  | 'asking'
  | 'proving'
  | 'checking'
  | 'ended';

/** The server's side of one reset, as stored between two messages. JSON-serialisable. */
export interface ServerState {
  readonly status: Status;
  readonly step: Step;
  readonly chain: Chain;
  readonly order: string;
  readonly serial: string;
  /** SHA-256 of the registered signing certificate, hex. */
  readonly fingerprint: string;
  /** Admin tries of the model when new: used where the driver cannot tell. */
  readonly adminTriesMax: number;
  /** Every challenge that was answered in this ceremony. */
  readonly challenges: readonly string[];
  /** An UNBLOCK left the server in this or an earlier leg: from then on only K knows. */
  readonly isUnblockSent: boolean;
  readonly nonce: string | null;
  readonly failure: FailureCode | null;
  readonly ticketExpiresAt: string;
}

export type ServerEvent =
  /** `authorisationsLeft`: of the approval, read under the lock. */
  | { readonly type: 'message'; readonly message: BridgeMessage; readonly authorisationsLeft: number }
  | { readonly type: 'verify_made'; readonly apdu: string }
  | { readonly type: 'unblock_made'; readonly apdu: string; readonly temp: string }
  | { readonly type: 'nonce_made'; readonly nonce: string }
  | { readonly type: 'proof_checked'; readonly isGood: boolean }
  | { readonly type: 'leg'; readonly chain: Chain; readonly ticketExpiresAt: string }
  | { readonly type: 'silence' }
  | { readonly type: 'cancel' }
  /** Staff close the order of a UKey that will never answer again: broken, or lost after UNBLOCK. */
  | { readonly type: 'abandon' };

export type ServerEffect =
  /** Counts against the approval and is audited; committed before `send` is carried out. */
  | { readonly type: 'authorise'; readonly challenge: string }
  | { readonly type: 'makeVerify'; readonly appId: string; readonly challenge: string }
  | { readonly type: 'makeUnblock'; readonly appId: string; readonly challenge: string }
  | { readonly type: 'makeNonce' }
  | {
      readonly type: 'checkProof';
      readonly algorithm: 'sm2-sm3' | 'rsa-sha256' | 'ecdsa-sha256';
      readonly signature: string;
      readonly nonce: string;
      readonly transcript: string;
    }
  | { readonly type: 'complete' }
  /** The UKey refused the registered admin secret: staff must look before anyone tries again. */
  | { readonly type: 'secretWrong' }
  | { readonly type: 'counters'; readonly userTriesLeft: number | null; readonly adminTriesLeft: number | null }
  | { readonly type: 'send'; readonly message: Unnumbered<ServerMessage> };

export type ServerRefusal = 'out_of_turn' | 'ticket_expired' | 'authorisations_used_up' | 'ended';
export type ServerStep =
  | { readonly state: ServerState; readonly effects: readonly ServerEffect[] }
  | { readonly refusal: ServerRefusal };

/** 3 must remain after the one attempt. */
const adminTriesNeeded = 4;
const live: readonly Status[] = ['opened', 'authorised', 'unblocked', 'changed', 'unknown'];
export const isLive = (status: Status): boolean => live.includes(status);

export function openServer(
  facts: Pick<ServerState, 'order' | 'serial' | 'fingerprint' | 'adminTriesMax' | 'chain' | 'ticketExpiresAt'>,
): ServerState {
  return {
    ...facts,
    status: 'opened',
    step: 'start',
    challenges: [],
    isUnblockSent: false,
    nonce: null,
    failure: null,
  };
}

const refuse = (refusal: ServerRefusal): ServerStep => ({ refusal });
const go = (state: ServerState, ...effects: readonly ServerEffect[]): ServerStep => ({ state, effects });
const send = (message: Unnumbered<ServerMessage>): ServerEffect => ({ type: 'send', message });

/** The server's rules, pure. Whoever runs it commits state and audit before it carries out `send`. */
export function serverStep(state: ServerState, event: ServerEvent, now: Date): ServerStep {
  if (!isLive(state.status)) return refuse('ended');
  switch (event.type) {
    case 'leg':
      return go({
        ...state,
        chain: event.chain,
        ticketExpiresAt: event.ticketExpiresAt,
        step: 'start',
        nonce: null,
        failure: null,
      });
    case 'silence':
      if (state.status === 'opened') return go({ ...state, status: 'expired', step: 'ended' });
      return go({ ...state, status: 'unknown' });
    case 'cancel':
      if (state.status !== 'opened') return refuse('out_of_turn');
      return go({ ...state, status: 'cancelled', step: 'ended' });
    case 'abandon':
      if (state.status === 'unknown') return go({ ...state, status: 'failed', step: 'ended', failure: 'ukey_fault' });
      if (state.status === 'opened') return go({ ...state, status: 'cancelled', step: 'ended' });
      return refuse('out_of_turn');
    case 'message':
      return onMessage(state, event.message, event.authorisationsLeft, now);
    default:
      return onResult(state, event, now);
  }
}

function onResult(
  state: ServerState,
  event: Exclude<ServerEvent, { type: 'message' | 'leg' | 'silence' | 'cancel' | 'abandon' }>,
  now: Date,
): ServerStep {
  if (event.type === 'verify_made' && state.step === 'authorising')
    return go({ ...state, step: 'verified' }, send({ type: 'verify', apdu: event.apdu }));
  if (event.type === 'unblock_made' && state.step === 'verified') {
    return go(
      { ...state, step: 'unblocking', isUnblockSent: true },
      send({ type: 'unblock', apdu: event.apdu, temp: event.temp }),
    );
  }
  if (event.type === 'nonce_made' && state.step === 'asking')
    return go({ ...state, step: 'proving', nonce: event.nonce }, send({ type: 'nonce', nonce: event.nonce }));
  if (event.type === 'proof_checked' && state.step === 'checking') {
    if (!event.isGood) return stop({ ...state, status: 'unknown' }, 'proof_wrong');
    return go(
      { ...state, status: 'completed', step: 'ended' },
      { type: 'complete' },
      send({ type: 'receipt', order: state.order, completedAt: now.toISOString() }),
    );
  }
  return refuse('out_of_turn');
}

function stop(state: ServerState, failure: FailureCode, ...before: readonly ServerEffect[]): ServerStep {
  return go({ ...state, step: 'ended', failure }, ...before, send({ type: 'stop', failure }));
}

function onMessage(state: ServerState, message: BridgeMessage, authorisationsLeft: number, now: Date): ServerStep {
  if (!isNext(state.chain, message) || state.step === 'ended') return refuse('out_of_turn');
  // What K has already done is always heard; only new commands for K need a ticket that is still good.
  const asksForCommand = message.type === 'authorise' || message.type === 'unblock';
  if (asksForCommand && now.toISOString() > state.ticketExpiresAt) return refuse('ticket_expired');
  switch (message.type) {
    case 'ukeys':
      return refuse('out_of_turn');
    case 'authorise':
      return onAuthorise(state, message, authorisationsLeft);
    case 'unblock':
      if (state.step !== 'verified') return refuse('out_of_turn');
      if (isWeakChallenge(message.challenge, state.challenges)) return go(state, send({ type: 'again' }));
      return go(
        { ...state, challenges: [...state.challenges, message.challenge] },
        { type: 'makeUnblock', appId: message.appId, challenge: message.challenge },
      );
    case 'unblocked':
      if (state.step !== 'unblocking') return refuse('out_of_turn');
      return go({ ...state, status: 'unblocked', step: 'unblocked' }, send({ type: 'noted' }));
    case 'changed':
      return onChanged(state, message);
    case 'proof':
      if (state.step !== 'proving' || state.nonce === null) return refuse('out_of_turn');
      return go(
        { ...state, step: 'checking' },
        {
          type: 'checkProof',
          algorithm: message.algorithm,
          signature: message.signature,
          nonce: state.nonce,
          transcript: message.previous,
        },
      );
    case 'failed':
      return onFailed(state, message);
  }
}

function onAuthorise(
  state: ServerState,
  message: Extract<BridgeMessage, { type: 'authorise' }>,
  authorisationsLeft: number,
): ServerStep {
  // `verified` again: K dropped its log-in or the challenge went stale before UNBLOCK was asked for. It is a new authorisation and counts.
  if (state.step !== 'start' && state.step !== 'verified') return refuse('out_of_turn');
  const counters: ServerEffect = {
    type: 'counters',
    userTriesLeft: message.userTries?.left ?? null,
    adminTriesLeft: message.adminTries?.left ?? null,
  };
  const ended: ServerState = state.isUnblockSent ? { ...state, status: 'unknown' } : { ...state, status: 'failed' };
  if (message.claimedSerial !== state.serial) return stop(ended, 'ukey_differs');
  if (message.fingerprint !== state.fingerprint) return stop(ended, 'certificate_differs');
  if ((message.adminTries?.left ?? state.adminTriesMax) < adminTriesNeeded)
    return stop(ended, 'admin_tries_low', counters);
  if (isWeakChallenge(message.challenge, state.challenges)) return go(state, send({ type: 'again' }));
  if (authorisationsLeft < 1) return refuse('authorisations_used_up');
  // From 核对中 too: until this leg reports, no other window may step between K's challenge and its command.
  const status = state.status === 'opened' || state.status === 'unknown' ? 'authorised' : state.status;
  return go(
    { ...state, status, step: 'authorising', challenges: [...state.challenges, message.challenge] },
    counters,
    { type: 'authorise', challenge: message.challenge },
    { type: 'makeVerify', appId: message.appId, challenge: message.challenge },
  );
}

function onChanged(state: ServerState, message: Extract<BridgeMessage, { type: 'changed' }>): ServerStep {
  const isInTurn = message.isResumed
    ? state.step === 'start'
    : state.step === 'unblocking' || state.step === 'unblocked';
  // A change nobody authorised cannot be this order's reset.
  if (!isInTurn || !state.isUnblockSent) return refuse('out_of_turn');
  if (message.claimedSerial !== state.serial) return stop({ ...state, status: 'unknown' }, 'ukey_differs');
  if (message.fingerprint !== state.fingerprint) return stop({ ...state, status: 'unknown' }, 'certificate_differs');
  return go({ ...state, status: 'changed', step: 'asking' }, { type: 'makeNonce' });
}

function onFailed(state: ServerState, message: Extract<BridgeMessage, { type: 'failed' }>): ServerStep {
  // Only an answered challenge can have met a wrong secret: nobody marks a UKey of the registry by a mere claim.
  const isSecretWrong =
    state.step === 'verified' && (message.failure === 'admin_secret_wrong' || message.failure === 'admin_locked');
  const isEnd = isSecretWrong || !state.isUnblockSent;
  const status: Status = isEnd
    ? message.failure === 'cancelled' && state.status === 'opened'
      ? 'cancelled'
      : 'failed'
    : 'unknown';
  const effects: ServerEffect[] = [
    {
      type: 'counters',
      userTriesLeft: message.userTries?.left ?? null,
      adminTriesLeft: message.adminTries?.left ?? null,
    },
  ];
  if (isSecretWrong) effects.push({ type: 'secretWrong' });
  return go({ ...state, status, step: 'ended', failure: message.failure }, ...effects, send({ type: 'noted' }));
}
