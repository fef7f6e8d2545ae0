import type { Chain } from './chain.ts';
import { type Custody, type Guess, openCustody } from './custody.ts';
import type { BridgeMessage, FailureCode, ServerMessage, Unnumbered } from './messages.ts';
import type { ChallengeProfile, Method } from './profile.ts';

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
/** Where this leg's conversation stands; a new leg starts again, the ceremony's status does not. `answered`: `respond` or `release` has left. */
type Step =
  | 'start'
  | 'authorising'
  | 'verified'
  | 'unblocking'
  | 'unblocked'
  | 'answered'
  | 'judging'
  | 'asking'
  | 'proving'
  | 'checking'
  | 'ended';

/** The server's side of one reset, as stored between two messages. JSON-serialisable. */
export interface ServerState {
  readonly status: Status;
  readonly step: Step;
  /** From the model's record, or weaker by the key custodian's decision: never from a client's claim. One for the whole ceremony. */
  readonly method: Method;
  /** For `challenge_response`, else null. */
  readonly challengeProfile: ChallengeProfile | null;
  /** For `challenge_response`, else null: the server's own challenge, as this leg's ticket names it. */
  readonly hostChallenge: string | null;
  readonly chain: Chain;
  readonly order: string;
  readonly serial: string;
  /** SHA-256 of the registered signing certificate, hex. */
  readonly fingerprint: string;
  /** Admin tries of the model when new: used where the driver cannot tell. */
  readonly adminTriesMax: number;
  /** Admin tries that must be left before the one attempt. */
  readonly adminTriesNeeded: number;
  /** Every challenge that was answered in this ceremony. */
  readonly challenges: readonly string[];
  /** What may change K left the server in this or an earlier leg: from then on only K knows. */
  readonly isUnblockSent: boolean;
  /** For `trusted_bridge`. */
  readonly custody: Custody;
  readonly nonce: string | null;
  readonly failure: FailureCode | null;
  readonly ticketExpiresAt: string;
}

export type ServerEvent =
  /** `authorisationsLeft`: of the approval, read under the lock. */
  | { readonly type: 'message'; readonly message: BridgeMessage; readonly authorisationsLeft: number }
  | { readonly type: 'verify_made'; readonly apdu: string }
  | { readonly type: 'unblock_made'; readonly apdu: string; readonly temp: string }
  | { readonly type: 'response_made'; readonly apdu: string }
  | { readonly type: 'release_made'; readonly secret: string }
  | { readonly type: 'answer_checked'; readonly isGood: boolean }
  | { readonly type: 'nonce_made'; readonly nonce: string }
  | { readonly type: 'proof_checked'; readonly isGood: boolean }
  | {
      readonly type: 'leg';
      readonly chain: Chain;
      readonly ticketExpiresAt: string;
      readonly hostChallenge: string | null;
    }
  | { readonly type: 'silence' }
  | { readonly type: 'cancel' }
  /** Staff close the order of a UKey that will never answer again: broken, or lost after UNBLOCK. */
  | { readonly type: 'abandon' };

export type ServerEffect =
  /** Counts against the approval and is audited; committed before `send` is carried out. */
  | { readonly type: 'authorise' }
  | { readonly type: 'makeVerify'; readonly appId: string; readonly challenge: string }
  | { readonly type: 'makeUnblock'; readonly appId: string; readonly challenge: string }
  | { readonly type: 'makeResponse'; readonly challenge: string; readonly hostChallenge: string }
  /** Seals the secret that K is thought to hold with its successor, once, and marks both as exposed. */
  | { readonly type: 'makeRelease'; readonly holds: Guess }
  | {
      readonly type: 'checkAnswer';
      readonly answer: string;
      readonly challenge: string;
      readonly hostChallenge: string;
    }
  | { readonly type: 'makeNonce' }
  | {
      readonly type: 'checkProof';
      readonly algorithm: 'sm2-sm3' | 'rsa-sha256' | 'ecdsa-sha256';
      readonly signature: string;
      readonly nonce: string;
      readonly transcript: string;
    }
  /** `holds`: which secret K is known to hold where one was released; null: nothing is known beyond what was, so every version stays. */
  | { readonly type: 'complete'; readonly holds: Guess | null }
  /** The UKey refused the registered admin secret: staff must look before anyone tries again. */
  | { readonly type: 'secretWrong' }
  | { readonly type: 'counters'; readonly userTriesLeft: number | null; readonly adminTriesLeft: number | null }
  | { readonly type: 'send'; readonly message: Unnumbered<ServerMessage> };

export type ServerRefusal = 'out_of_turn' | 'ticket_expired' | 'authorisations_used_up' | 'ended';
export type ServerStep =
  | { readonly state: ServerState; readonly effects: readonly ServerEffect[] }
  | { readonly refusal: ServerRefusal };

const live: readonly Status[] = ['opened', 'authorised', 'unblocked', 'changed', 'unknown'];
export const isLive = (status: Status): boolean => live.includes(status);

export const openServer = (
  facts: Pick<
    ServerState,
    | 'method'
    | 'challengeProfile'
    | 'hostChallenge'
    | 'order'
    | 'serial'
    | 'fingerprint'
    | 'adminTriesMax'
    | 'adminTriesNeeded'
    | 'chain'
    | 'ticketExpiresAt'
  >,
): ServerState => ({
  ...facts,
  status: 'opened',
  step: 'start',
  challenges: [],
  isUnblockSent: false,
  custody: openCustody,
  nonce: null,
  failure: null,
});
