import { isNext } from './chain.ts';
import { answerLength, challengeLength, isMutual } from './challenge.ts';
import { afterChange, afterRelease, afterSilence, afterWrong } from './custody.ts';
import type { BridgeMessage, FailureCode, ServerMessage, Unnumbered } from './messages.ts';
import { isWeakChallenge } from './pin.ts';
import {
  isLive,
  type ServerEffect,
  type ServerEvent,
  type ServerRefusal,
  type ServerState,
  type ServerStep,
  type Status,
} from './serverState.ts';

type Heard<T extends BridgeMessage['type']> = Extract<BridgeMessage, { type: T }>;

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
        hostChallenge: event.hostChallenge,
        custody: afterSilence(state.custody),
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

/** What the machine asked for has been made; nothing else may be. */
function onResult(
  state: ServerState,
  event: Exclude<ServerEvent, { type: 'message' | 'leg' | 'silence' | 'cancel' | 'abandon' }>,
  now: Date,
): ServerStep {
  const isDue = (step: ServerState['step'], method = state.method) => state.step === step && state.method === method;
  if (event.type === 'verify_made' && isDue('authorising', 'gmt0017'))
    return go({ ...state, step: 'verified' }, send({ type: 'verify', apdu: event.apdu }));
  if (event.type === 'unblock_made' && isDue('verified', 'gmt0017'))
    return go(
      { ...state, step: 'unblocking', isUnblockSent: true },
      send({ type: 'unblock', apdu: event.apdu, temp: event.temp }),
    );
  if (event.type === 'response_made' && isDue('authorising', 'challenge_response'))
    return go({ ...state, step: 'answered', isUnblockSent: true }, send({ type: 'respond', apdu: event.apdu }));
  if (event.type === 'release_made' && isDue('authorising', 'trusted_bridge'))
    return go(
      { ...state, step: 'answered', isUnblockSent: true, custody: afterRelease(state.custody) },
      send({ type: 'release', secret: event.secret }),
    );
  if (event.type === 'answer_checked' && isDue('judging')) {
    // K took the server's answer and yet does not know the key: this is not the registered UKey.
    if (!event.isGood) return stop({ ...state, status: 'unknown' }, 'proof_wrong');
    return go({ ...state, status: 'changed', step: 'asking' }, { type: 'makeNonce' });
  }
  if (event.type === 'nonce_made' && isDue('asking'))
    return go({ ...state, step: 'proving', nonce: event.nonce }, send({ type: 'nonce', nonce: event.nonce }));
  if (event.type === 'proof_checked' && isDue('checking')) {
    if (!event.isGood) return stop({ ...state, status: 'unknown' }, 'proof_wrong');
    return go(
      { ...state, status: 'completed', step: 'ended' },
      { type: 'complete', holds: state.custody.holds },
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

/** What this method's answer is made from; undefined when the message is another method's. */
function answerTo(
  state: ServerState,
  { appId, challenge }: Heard<'authorise'>,
): Extract<ServerEffect, { type: 'makeVerify' | 'makeResponse' | 'makeRelease' }> | undefined {
  const { method, challengeProfile: profile, hostChallenge } = state;
  if (method === 'gmt0017' && appId !== undefined && challenge?.length === 16)
    return { type: 'makeVerify', appId, challenge };
  if (method === 'challenge_response' && appId === undefined && profile && hostChallenge !== null)
    return challenge?.length === challengeLength(profile) * 2
      ? { type: 'makeResponse', challenge, hostChallenge }
      : undefined;
  if (method === 'trusted_bridge' && appId === undefined && challenge === undefined)
    return { type: 'makeRelease', holds: state.custody.guesses[0] };
  return undefined;
}

function onAuthorise(state: ServerState, message: Heard<'authorise'>, authorisationsLeft: number): ServerStep {
  // Once more in a leg: K dropped its log-in, or the challenge went stale, before anything was asked of it. It is a new authorisation and
  // counts. A released secret is never released again in its leg: nobody could tell the second attempt from the first.
  const isAgain = state.step === 'verified' || (state.step === 'answered' && state.method === 'challenge_response');
  const answer = answerTo(state, message);
  if ((state.step !== 'start' && !isAgain) || !answer) return refuse('out_of_turn');
  const counters: ServerEffect = {
    type: 'counters',
    userTriesLeft: message.userTries?.left ?? null,
    adminTriesLeft: message.adminTries?.left ?? null,
  };
  const ended: ServerState = state.isUnblockSent ? { ...state, status: 'unknown' } : { ...state, status: 'failed' };
  if (message.claimedSerial !== state.serial) return stop(ended, 'ukey_differs');
  if (message.fingerprint !== state.fingerprint) return stop(ended, 'certificate_differs');
  if ((message.adminTries?.left ?? state.adminTriesMax) < state.adminTriesNeeded)
    return stop(ended, 'admin_tries_low', counters);
  const challenge = 'challenge' in answer ? answer.challenge : undefined;
  if (challenge !== undefined && isWeakChallenge(challenge, state.challenges))
    return go(state, send({ type: 'again' }));
  if (authorisationsLeft < 1) return refuse('authorisations_used_up');
  // From 核对中 too: until this leg reports, no other window may step between K's challenge and its command.
  const status = state.status === 'opened' || state.status === 'unknown' ? 'authorised' : state.status;
  const challenges = challenge === undefined ? state.challenges : [...state.challenges, challenge];
  return go({ ...state, status, step: 'authorising', challenges }, counters, { type: 'authorise' }, answer);
}

function onChanged(state: ServerState, message: Heard<'changed'>): ServerStep {
  const isInTurn = message.isResumed
    ? state.step === 'start'
    : state.step === 'unblocking' || state.step === 'unblocked' || state.step === 'answered';
  // A change nobody authorised cannot be this order's reset.
  if (!isInTurn || !state.isUnblockSent || !fitsMethod(state, message)) return refuse('out_of_turn');
  if (message.claimedSerial !== state.serial) return stop({ ...state, status: 'unknown' }, 'ukey_differs');
  if (message.fingerprint !== state.fingerprint) return stop({ ...state, status: 'unknown' }, 'certificate_differs');
  const custody = message.rotation === undefined ? state.custody : afterChange(state.custody, message.rotation);
  const challenge = state.challenges.at(-1);
  if (message.answer !== undefined && challenge !== undefined && state.hostChallenge !== null)
    return go(
      { ...state, custody, step: 'judging' },
      { type: 'checkAnswer', answer: message.answer, challenge, hostChallenge: state.hostChallenge },
    );
  return go({ ...state, custody, status: 'changed', step: 'asking' }, { type: 'makeNonce' });
}

/** K's own cryptogram comes where the method has one, and only then; after a crash the bridge has it no more. */
function fitsMethod({ method, challengeProfile: profile }: ServerState, message: Heard<'changed'>): boolean {
  const mustAnswer = method === 'challenge_response' && profile !== null && isMutual(profile) && !message.isResumed;
  const isAnswerFit = mustAnswer ? message.answer?.length === answerLength(profile) * 2 : message.answer === undefined;
  return isAnswerFit && (message.rotation !== undefined) === (method === 'trusted_bridge');
}

function onFailed(state: ServerState, message: Heard<'failed'>): ServerStep {
  // Only an answered challenge, or a released secret, can have met a wrong one: nobody marks a UKey of the registry by a mere claim.
  const wasAnswered = state.step === 'verified' || state.step === 'answered';
  const isRefused = wasAnswered && (message.failure === 'admin_secret_wrong' || message.failure === 'admin_locked');
  // The other of two secrets is tried another time, under an authorisation of its own: never two attempts under one.
  const left = isRefused && state.method === 'trusted_bridge' && message.failure === 'admin_secret_wrong';
  const custody = left ? afterWrong(state.custody) : null;
  const isSecretWrong = isRefused && custody === null;
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
  return go(
    { ...state, status, step: 'ended', failure: message.failure, custody: custody ?? state.custody },
    ...effects,
    send({ type: 'noted' }),
  );
}
