import type {
  BridgeMessage,
  FailureCode,
  PinPrompt,
  ResetTicket,
  Rotation,
  ServerMessage,
  Tries,
  Unnumbered,
} from './messages.ts';

/** What the bridge remembers of earlier legs of this ceremony, from its journal. */
export type Remembered = 'nothing' | 'unblock_sent' | 'change_sent' | 'retype_tried' | 'changed';

/** What the machine must know of the ticket. */
export type BridgeTicket = Pick<ResetTicket, 'serial' | 'fingerprint'> &
  (
    | Pick<Extract<ResetTicket, { method: 'gmt0017' }>, 'method'>
    | Pick<Extract<ResetTicket, { method: 'challenge_response' }>, 'method' | 'profile'>
    | Pick<Extract<ResetTicket, { method: 'trusted_bridge' }>, 'method'>
  );

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
  | 'resetting'
  | 'report_changed'
  | 'signing'
  | 'prove'
  | 'giving_up'
  | 'ended';

export interface BridgeState {
  readonly step: Step;
  readonly ticket: BridgeTicket;
  readonly remembered: Remembered;
  /** Where the new PIN was typed; null until it was, or where nobody says. */
  readonly prompt: PinPrompt | null;
  /** As K gave it with its last challenge; empty where K has none. */
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

/** What came of setting the new PIN by admin authority. `wrong`, `locked`: the admin secret; `refused`: the new PIN, by K's own rules. */
export type ResetOutcome = 'right' | 'wrong' | 'locked' | 'refused';

export type BridgeEvent =
  | { readonly type: 'pin_typed'; readonly prompt?: PinPrompt }
  | {
      readonly type: 'found';
      readonly claimedSerial: string;
      readonly fingerprint: string;
      readonly userTries: Tries;
      readonly adminTries: Tries;
    }
  | { readonly type: 'challenge'; readonly appId: string; readonly challenge: string }
  /** K's status word, four hex digits. */
  | { readonly type: 'status'; readonly sw: string }
  | { readonly type: 'pin_changed' }
  /** After `resetPin`. `answer`: K's own cryptogram, hex, or null where it gives none. `adminTries`: read again after the attempt. */
  | {
      readonly type: 'pin_reset';
      readonly outcome: ResetOutcome;
      readonly answer: string | null;
      readonly adminTries: Tries;
    }
  /** After `resetWithSecret`. */
  | {
      readonly type: 'secret_used';
      readonly outcome: ResetOutcome;
      readonly rotation: Rotation;
      readonly adminTries: Tries;
    }
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
  /** `challenge_response`: the command, RESET RETRY COUNTER with the new PIN, VERIFY(new). Gives `pin_reset`. */
  | { readonly type: 'resetPin'; readonly apdu: string }
  /** `trusted_bridge`: opens the release (`openSecrets`), one unblock with its secret, rotation to its successor, VERIFY(new). Gives `secret_used`. */
  | { readonly type: 'resetWithSecret'; readonly secret: string }
  /** One VERIFY of the retyped PIN; `retype_tried` is journalled first, so that a crash does not try twice. */
  | { readonly type: 'tryPin' }
  | { readonly type: 'sign'; readonly nonce: string }
  | {
      readonly type: 'journal';
      readonly step: 'unblock_sent' | 'unblocked' | 'change_sent' | 'changed' | 'completed' | 'failed';
    }
  /** ClearSecureState and disconnect with reset. */
  | { readonly type: 'release' }
  | { readonly type: 'send'; readonly message: Unnumbered<BridgeMessage> };

export interface BridgeStep {
  readonly state: BridgeState;
  readonly effects: readonly BridgeEffect[];
}

export const openBridge = (ticket: BridgeTicket, remembered: Remembered): BridgeState => ({
  step: 'pin',
  ticket,
  remembered,
  prompt: null,
  appId: '',
  userTries: null,
  adminTries: null,
  challengedAt: 0,
  retakes: 0,
  temp: null,
  failure: null,
});
