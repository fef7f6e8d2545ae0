import type { BridgeMessage, FailureCode, ServerMessage, Tries, Unnumbered } from './messages.ts';
import { isAdminVerify, isUnblock } from './pin.ts';

/** What the bridge remembers of earlier legs of this ceremony, from its journal. */
export type Remembered = 'nothing' | 'unblock_sent' | 'change_sent' | 'retype_tried' | 'changed';

type Step =
  | 'pin'
  | 'finding'
  | 'retyping'
  | 'challenge_admin'
  | 'authorise'
  | 'verify'
  | 'challenge_unblock'
  | 'ask_unblock'
  | 'unblock'
  | 'report_unblocked'
  | 'changing'
  | 'report_changed'
  | 'signing'
  | 'prove'
  | 'giving_up'
  | 'ended';

export interface BridgeState {
  readonly step: Step;
  readonly serial: string;
  readonly fingerprint: string;
  readonly remembered: Remembered;
  readonly appId: string;
  readonly userTries: Tries;
  readonly adminTries: Tries;
  /** When the challenge on the card was taken, in milliseconds of the bridge's monotonic clock. */
  readonly challengedAt: number;
  /** Fresh challenges taken because one was weak or stale. */
  readonly retakes: number;
  readonly temp: string | null;
  readonly failure: FailureCode | null;
}

export type BridgeEvent =
  | { readonly type: 'pin_typed' }
  | {
      readonly type: 'found';
      readonly claimedSerial: string;
      readonly fingerprint: string;
      readonly appId: string;
      readonly userTries: Tries;
      readonly adminTries: Tries;
    }
  | { readonly type: 'challenge'; readonly challenge: string }
  /** K's status word, four hex digits. */
  | { readonly type: 'status'; readonly sw: string }
  | { readonly type: 'pin_changed' }
  | { readonly type: 'pin_tried'; readonly isRight: boolean }
  | {
      readonly type: 'signed';
      readonly algorithm: 'sm2-sm3' | 'rsa-sha256' | 'ecdsa-sha256';
      readonly signature: string;
    }
  | { readonly type: 'answer'; readonly message: ServerMessage }
  | { readonly type: 'fault'; readonly failure: FailureCode }
  | { readonly type: 'cancel' };

export type BridgeEffect =
  | { readonly type: 'find' }
  | { readonly type: 'takeChallenge' }
  | { readonly type: 'exchangeApdu'; readonly apdu: string }
  /** VERIFY(TEMP), CHANGE(TEMP → new), VERIFY(new); `change_sent` is journalled before CHANGE leaves. */
  | { readonly type: 'changePin'; readonly temp: string }
  /** One VERIFY of the retyped PIN; `retype_tried` is journalled first, so that a crash does not try twice. */
  | { readonly type: 'tryPin' }
  | { readonly type: 'sign'; readonly nonce: string }
  | { readonly type: 'journal'; readonly step: 'unblock_sent' | 'unblocked' | 'changed' | 'completed' | 'failed' }
  /** ClearSecureState and disconnect with reset. */
  | { readonly type: 'release' }
  | { readonly type: 'send'; readonly message: Unnumbered<BridgeMessage> };

export interface BridgeStep {
  readonly state: BridgeState;
  readonly effects: readonly BridgeEffect[];
}

/** A challenge older than this is dropped, never answered (design/ceremony.md). */
export const challengeLifetimeMs = 3000;
const retakesMax = 3;
/** A retyped PIN costs a try when it is wrong: at least this many must be left. */
const userTriesNeeded = 3;

export const openBridge = (
  ticket: { readonly serial: string; readonly fingerprint: string },
  remembered: Remembered,
): BridgeState => ({
  step: 'pin',
  serial: ticket.serial,
  fingerprint: ticket.fingerprint,
  remembered,
  appId: '',
  userTries: null,
  adminTries: null,
  challengedAt: 0,
  retakes: 0,
  temp: null,
  failure: null,
});

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
        ? go({ ...state, step: 'finding' }, { type: 'find' })
        : giveUp(state, 'ukey_fault');
    case 'finding':
      return event.type === 'found' ? onFound(state, event) : giveUp(state, 'ukey_fault');
    case 'retyping':
      return event.type === 'pin_tried' ? onTried(state, event.isRight) : giveUp(state, 'ukey_fault');
    case 'challenge_admin':
      if (event.type !== 'challenge') return giveUp(state, 'ukey_fault');
      return go(
        { ...state, step: 'authorise', challengedAt: nowMs },
        {
          type: 'send',
          message: {
            type: 'authorise',
            claimedSerial: state.serial,
            fingerprint: state.fingerprint,
            appId: state.appId,
            challenge: event.challenge,
            userTries: state.userTries,
            adminTries: state.adminTries,
          },
        },
      );
    case 'verify':
      return event.type === 'status' ? onAdminVerified(state, event.sw) : giveUp(state, 'ukey_fault');
    case 'challenge_unblock':
      if (event.type !== 'challenge') return giveUp(state, 'ukey_fault');
      return go(
        { ...state, step: 'ask_unblock', challengedAt: nowMs },
        { type: 'send', message: { type: 'unblock', appId: state.appId, challenge: event.challenge } },
      );
    case 'unblock':
      return event.type === 'status' ? onUnblocked(state, event.sw) : giveUp(state, 'ukey_fault');
    case 'changing':
      return event.type === 'pin_changed' ? reportChanged(state, false) : giveUp(state, 'ukey_fault');
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
  const found = { ...state, appId: event.appId, userTries: event.userTries, adminTries: event.adminTries };
  if (event.claimedSerial !== state.serial) return giveUp(found, 'ukey_differs');
  if (event.fingerprint !== state.fingerprint) return giveUp(found, 'certificate_differs');
  // CHANGE may have been carried out: K knows. The retyped PIN is tried once; otherwise UNBLOCK is simply done again.
  const mayHaveChanged = state.remembered === 'change_sent' || state.remembered === 'changed';
  const canSpare = event.userTries !== null && event.userTries.left >= userTriesNeeded;
  if (mayHaveChanged && canSpare) return go({ ...found, step: 'retyping' }, { type: 'tryPin' });
  return go({ ...found, step: 'challenge_admin' }, { type: 'takeChallenge' });
}

const onTried = (state: BridgeState, isRight: boolean): BridgeStep =>
  isRight ? reportChanged(state, true) : go({ ...state, step: 'challenge_admin' }, { type: 'takeChallenge' });

const reportChanged = (state: BridgeState, isResumed: boolean): BridgeStep =>
  go(
    { ...state, step: 'report_changed' },
    { type: 'journal', step: 'changed' },
    {
      type: 'send',
      message: { type: 'changed', isResumed, claimedSerial: state.serial, fingerprint: state.fingerprint },
    },
  );

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

function onAnswer(state: BridgeState, message: ServerMessage, nowMs: number): BridgeStep {
  if (state.step === 'giving_up') return go({ ...state, step: 'ended' });
  if (message.type === 'stop') return stopped(state, message.failure);
  const isStale = nowMs - state.challengedAt > challengeLifetimeMs;
  const appId = Buffer.from(state.appId, 'hex');
  if (state.step === 'authorise') {
    if (message.type === 'again') return retake(state, 'challenge_admin');
    if (message.type !== 'verify' || !isAdminVerify(Buffer.from(message.apdu, 'hex'), appId))
      return giveUp(state, 'answer_refused');
    if (isStale) return giveUp(state, 'challenge_stale');
    return go({ ...state, step: 'verify' }, { type: 'exchangeApdu', apdu: message.apdu });
  }
  if (state.step === 'ask_unblock') {
    if (message.type === 'again') return retake(state, 'challenge_unblock');
    if (message.type !== 'unblock' || !isUnblock(Buffer.from(message.apdu, 'hex'), appId))
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
