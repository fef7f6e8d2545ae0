import {
  type BridgeEffect,
  type BridgeEvent,
  type BridgeState,
  type BridgeStep,
  type ResetOutcome,
} from './bridgeState.ts';
import { isMutual, isRespond } from './challenge.ts';
import type { BridgeMessage, FailureCode, ServerMessage, Tries, Unnumbered } from './messages.ts';
import { isAdminVerify, isUnblock } from './pin.ts';

/** A challenge older than this is dropped, never answered (design/ceremony.md). */
export const challengeLifetimeMs = 3000;
const retakesMax = 3;
/** A retyped PIN costs a try when it is wrong: at least this many must be left. */
const userTriesNeeded = 3;

const go = (state: BridgeState, ...effects: readonly BridgeEffect[]): BridgeStep => ({ state, effects });

/** Tells the server why and gives K back. A failure that S itself named (`stop`) is not told again. */
function giveUp(state: BridgeState, failure: FailureCode): BridgeStep {
  if (state.step === 'giving_up') return go({ ...state, step: 'ended' }, { type: 'release' });
  return go(
    { ...state, step: 'giving_up', failure },
    { type: 'release' },
    { type: 'journal', step: 'failed' },
    { type: 'send', message: { type: 'failed', failure, userTries: state.userTries, adminTries: state.adminTries } },
  );
}
const stopped = (state: BridgeState, failure: FailureCode): BridgeStep =>
  go({ ...state, step: 'ended', failure }, { type: 'release' }, { type: 'journal', step: 'failed' });

/** The bridge's rules, pure. `nowMs` is a monotonic clock. An event that does not fit the step ends the ceremony: never an APDU out of turn. */
export function bridgeStep(state: BridgeState, event: BridgeEvent, nowMs: number): BridgeStep {
  if (state.step === 'ended') return go(state, { type: 'release' });
  if (event.type === 'fault') return giveUp(state, event.failure);
  if (event.type === 'cancel') return giveUp(state, 'cancelled');
  if (event.type === 'answer') return onAnswer(state, event.message, nowMs);
  switch (state.step) {
    case 'pin':
      return event.type === 'pin_typed'
        ? go({ ...state, step: 'finding', prompt: event.prompt ?? null }, { type: 'find' })
        : giveUp(state, 'ukey_fault');
    case 'finding':
      return event.type === 'found' ? onFound(state, event) : giveUp(state, 'ukey_fault');
    case 'retyping':
      return event.type === 'pin_tried' ? onTried(state, event.isRight) : giveUp(state, 'ukey_fault');
    case 'challenge_admin':
      return event.type === 'challenge'
        ? askAuthority({ ...state, appId: event.appId, challengedAt: nowMs }, event.challenge)
        : giveUp(state, 'ukey_fault');
    case 'verify':
      return event.type === 'status' ? onAdminVerified(state, event.sw) : giveUp(state, 'ukey_fault');
    case 'challenge_unblock':
      if (event.type !== 'challenge') return giveUp(state, 'ukey_fault');
      return go(
        { ...state, step: 'ask_unblock', appId: event.appId, challengedAt: nowMs },
        { type: 'send', message: { type: 'unblock', appId: event.appId, challenge: event.challenge } },
      );
    case 'unblock':
      return event.type === 'status' ? onUnblocked(state, event.sw) : giveUp(state, 'ukey_fault');
    case 'changing':
      return event.type === 'pin_changed' ? reportChanged(state) : giveUp(state, 'ukey_fault');
    case 'resetting':
      return onReset(state, event);
    case 'signing':
      return event.type === 'signed'
        ? go(
            { ...state, step: 'prove' },
            { type: 'send', message: { type: 'proof', algorithm: event.algorithm, signature: event.signature } },
          )
        : giveUp(state, 'ukey_fault');
    default:
      return giveUp(state, 'ukey_fault');
  }
}

function onFound(state: BridgeState, event: Extract<BridgeEvent, { type: 'found' }>): BridgeStep {
  const found = { ...state, userTries: event.userTries, adminTries: event.adminTries };
  if (event.claimedSerial !== state.ticket.serial) return giveUp(found, 'ukey_differs');
  if (event.fingerprint !== state.ticket.fingerprint) return giveUp(found, 'certificate_differs');
  // The new PIN may be in force: K knows. The retyped PIN is tried once; otherwise the reset is simply done again.
  const mayHaveChanged = state.remembered === 'change_sent' || state.remembered === 'changed';
  const canSpare = event.userTries !== null && event.userTries.left >= userTriesNeeded;
  if (mayHaveChanged && canSpare) return go({ ...found, step: 'retyping' }, { type: 'tryPin' });
  return begin(found);
}

/** `trusted_bridge` has nothing that a challenge would be for. */
const begin = (state: BridgeState): BridgeStep =>
  state.ticket.method === 'trusted_bridge'
    ? askAuthority(state)
    : go({ ...state, step: 'challenge_admin' }, { type: 'takeChallenge' });

const askAuthority = (state: BridgeState, challenge?: string): BridgeStep =>
  go(
    { ...state, step: 'authorise' },
    {
      type: 'send',
      message: {
        type: 'authorise',
        claimedSerial: state.ticket.serial,
        fingerprint: state.ticket.fingerprint,
        ...(state.ticket.method === 'gmt0017' && { appId: state.appId }),
        ...(challenge !== undefined && { challenge }),
        userTries: state.userTries,
        adminTries: state.adminTries,
      },
    },
  );

function onTried(state: BridgeState, isRight: boolean): BridgeStep {
  if (!isRight) return begin(state);
  // Whatever became of the rotation is in no journal: the server keeps both versions.
  const rotation = state.ticket.method === 'trusted_bridge' ? ({ rotation: 'unknown' } as const) : {};
  return reportChanged(state, { isResumed: true, ...rotation });
}

type Changed = Extract<Unnumbered<BridgeMessage>, { type: 'changed' }>;
const reportChanged = (state: BridgeState, told: Partial<Changed> = {}): BridgeStep =>
  go(
    { ...state, step: 'report_changed' },
    { type: 'journal', step: 'changed' },
    {
      type: 'send',
      message: {
        type: 'changed',
        isResumed: false,
        claimedSerial: state.ticket.serial,
        fingerprint: state.ticket.fingerprint,
        ...(state.prompt !== null && { prompt: state.prompt }),
        ...told,
      },
    },
  );

const failureOf: Readonly<Record<Exclude<ResetOutcome, 'right'>, FailureCode>> = {
  wrong: 'admin_secret_wrong',
  locked: 'admin_locked',
  refused: 'pin_refused',
};
function onReset(state: BridgeState, event: BridgeEvent): BridgeStep {
  const { ticket } = state;
  const isDue =
    (event.type === 'pin_reset' && ticket.method === 'challenge_response') ||
    (event.type === 'secret_used' && ticket.method === 'trusted_bridge');
  if (!isDue) return giveUp(state, 'ukey_fault');
  const adminTries: Tries = event.adminTries ?? state.adminTries;
  // One admin attempt per authorisation: never a second one on a wrong secret.
  if (event.outcome !== 'right') return giveUp({ ...state, adminTries }, failureOf[event.outcome]);
  if (event.type === 'secret_used') return reportChanged(state, { rotation: event.rotation });
  const mustAnswer = ticket.method === 'challenge_response' && isMutual(ticket.profile);
  if (mustAnswer !== (event.answer !== null)) return giveUp(state, 'ukey_fault');
  return reportChanged(state, event.answer === null ? {} : { answer: event.answer });
}

function onAdminVerified(state: BridgeState, sw: string): BridgeStep {
  if (sw === '9000') return go({ ...state, step: 'challenge_unblock' }, { type: 'takeChallenge' });
  if (sw === '6983') return giveUp(state, 'admin_locked');
  // One admin attempt per authorisation: never a second one on a wrong secret.
  if (sw.startsWith('63c'))
    return giveUp(
      { ...state, adminTries: state.adminTries && { ...state.adminTries, left: Number.parseInt(sw.slice(3), 16) } },
      'admin_secret_wrong',
    );
  return giveUp(state, 'ukey_fault');
}

function onUnblocked(state: BridgeState, sw: string): BridgeStep {
  if (sw === '9000')
    return go(
      { ...state, step: 'report_unblocked' },
      { type: 'journal', step: 'unblocked' },
      { type: 'send', message: { type: 'unblocked' } },
    );
  return giveUp(state, sw === '6a80' || sw === '6988' ? 'mac_refused' : 'ukey_fault');
}

function retake(state: BridgeState, step: 'challenge_admin' | 'challenge_unblock'): BridgeStep {
  if (state.retakes >= retakesMax) return giveUp(state, 'challenge_stale');
  return go({ ...state, step, retakes: state.retakes + 1 }, { type: 'takeChallenge' });
}

/** The server's answer to `authorise`. An answer of another method than the ticket's is no answer. */
function onAuthority(state: BridgeState, message: ServerMessage, isStale: boolean): BridgeStep {
  const { ticket } = state;
  if (ticket.method === 'trusted_bridge')
    return message.type === 'release'
      ? go(
          { ...state, step: 'resetting' },
          { type: 'journal', step: 'change_sent' },
          { type: 'resetWithSecret', secret: message.secret },
        )
      : giveUp(state, 'answer_refused');
  if (message.type === 'again') return retake(state, 'challenge_admin');
  if (ticket.method === 'gmt0017') {
    const isFit =
      message.type === 'verify' && isAdminVerify(Buffer.from(message.apdu, 'hex'), Buffer.from(state.appId, 'hex'));
    if (!isFit) return giveUp(state, 'answer_refused');
    if (isStale) return giveUp(state, 'challenge_stale');
    return go({ ...state, step: 'verify' }, { type: 'exchangeApdu', apdu: message.apdu });
  }
  if (message.type !== 'respond' || !isRespond(ticket.profile, Buffer.from(message.apdu, 'hex')))
    return giveUp(state, 'answer_refused');
  if (isStale) return giveUp(state, 'challenge_stale');
  return go(
    { ...state, step: 'resetting' },
    { type: 'journal', step: 'change_sent' },
    { type: 'resetPin', apdu: message.apdu },
  );
}

function onAnswer(state: BridgeState, message: ServerMessage, nowMs: number): BridgeStep {
  if (state.step === 'giving_up') return go({ ...state, step: 'ended' });
  if (message.type === 'stop') return stopped(state, message.failure);
  const isStale = nowMs - state.challengedAt > challengeLifetimeMs;
  if (state.step === 'authorise') return onAuthority(state, message, isStale);
  if (state.step === 'ask_unblock') {
    if (message.type === 'again') return retake(state, 'challenge_unblock');
    if (message.type !== 'unblock' || !isUnblock(Buffer.from(message.apdu, 'hex'), Buffer.from(state.appId, 'hex')))
      return giveUp(state, 'answer_refused');
    if (isStale) return giveUp(state, 'challenge_stale');
    return go(
      { ...state, step: 'unblock', temp: message.temp },
      { type: 'journal', step: 'unblock_sent' },
      { type: 'exchangeApdu', apdu: message.apdu },
    );
  }
  if (state.step === 'report_unblocked' && message.type === 'noted' && state.temp !== null) {
    return go({ ...state, step: 'changing', temp: null }, { type: 'changePin', temp: state.temp });
  }
  if (state.step === 'report_changed' && message.type === 'nonce')
    return go({ ...state, step: 'signing' }, { type: 'sign', nonce: message.nonce });
  if (state.step === 'prove' && message.type === 'receipt')
    return go({ ...state, step: 'ended' }, { type: 'release' }, { type: 'journal', step: 'completed' });
  return giveUp(state, 'answer_refused');
}
