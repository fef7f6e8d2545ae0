import type { FailureCode, PinRules, Ticket, WireMessage } from '@jiesuo/ceremony/messages';
import type { KeyUsage } from '@jiesuo/certificate';

/** Why a typed PIN is not taken; the sentence is the window's. */
export type PinFault =
  | 'differ'
  | 'too_short'
  | 'too_long'
  | 'alphabet'
  /** The UKey's model takes digits only, or digits and letters only. */
  | 'digits'
  | 'alphanumeric'
  /** What UKeys of this model come with. */
  | 'default'
  | 'repeat'
  | 'run'
  | 'date'
  | 'common'
  | 'personal';

/** One certificate as a window lists it: a claim of the UKey's. */
export type CertificateView =
  | { readonly use: 'sign' | 'encrypt'; readonly isReadable: false }
  | {
      readonly use: 'sign' | 'encrypt';
      readonly isReadable: true;
      readonly name: string;
      readonly organisation?: string;
      readonly uscc?: string;
      readonly representative?: string;
      readonly issuer: string;
      readonly serialNumber: string;
      /** SHA-256, lower-case hex. */
      readonly fingerprint: string;
      readonly notBefore: string;
      readonly notAfter: string;
      /** Whole days until `notAfter` by this computer's clock; below zero when it has passed. */
      readonly daysLeft: number;
      readonly hasBegun: boolean;
      readonly keyUsage: readonly KeyUsage[];
    };
export interface UkeyView {
  readonly serial: string;
  readonly label: string;
  readonly maker: string;
  /** Of the user PIN; null where the UKey does not tell. */
  readonly triesLeft: number | null;
  readonly certificates: readonly CertificateView[];
}
/** `unknown`: no model claims it; `busy`: another program, or another window, holds it. */
export interface SeenUkey {
  readonly slot: string;
  readonly state: 'reading' | 'ready' | 'busy' | 'fault' | 'unknown';
  readonly ukey?: UkeyView;
}
/** What is plugged in at one moment. */
export interface Sight {
  /** Names this moment for the next look. */
  readonly seen: string;
  /** Every driver has been asked once. */
  readonly isComplete: boolean;
  readonly ukeys: readonly SeenUkey[];
  /** What keeps drivers from finding more, in the catalogue's words. */
  readonly conditions: readonly { readonly zh: string; readonly en: string }[];
}

/** All that the window shows; made by the bridge, so that the window itself decides nothing. */
export type View =
  | { readonly stage: 'paired' }
  /** The ticket is good: shows portal, CA, masked account; waits for 允许读取. */
  | { readonly stage: 'confirm_read'; readonly ticket: Ticket }
  /** Shows who, what, which UKey; waits for the new PIN typed twice and 重置: in the window itself, or in the system's own dialog. */
  | {
      readonly stage: 'enter_pin';
      readonly ticket: Ticket;
      readonly prompt: 'window' | 'native';
      readonly fault?: PinFault;
    }
  | {
      readonly stage: 'working';
      readonly step: 'reading' | 'authorising' | 'unblocking' | 'changing' | 'proving';
      readonly ticket: Ticket;
    }
  | {
      readonly stage: 'done';
      readonly purpose: 'read' | 'reset';
      readonly ukeys?: number;
      readonly ticket: Ticket /** The text whose hash the UKey signed. */;
      readonly signed?: string;
    }
  | {
      readonly stage: 'failed';
      readonly failure: FailureCode;
      readonly isRetryable: boolean;
      readonly shouldPull: boolean;
    };

/** One turn of the pump: the window carries `message` to the server and brings its answer with the next call; without `message` it just shows the view. */
export interface Turn {
  readonly view: View;
  readonly message?: WireMessage;
}

/** One window's business with the bridge, from pairing code to end. One for each window label. */
export interface Pairing {
  /** Makes the ephemeral keys for this code. Once for each pairing. */
  hello(code: string): Promise<{
    hello: WireMessage /** P-256 raw 65 bytes, base64url: the window seals the PIN to it. */;
    sealKey: string;
  }>;
  /** Takes the ticket; @throws TicketFault unless a configured portal signed it for these keys. */
  accept(ticket: WireMessage, sealed: string | null): Promise<View>;
  /** The click on 允许读取. */
  allow(): View;
  /** The 重置 click: UTF-8 `PIN\0PIN again`, sealed by `seal('pin', sealKey, text, ticket.ceremony)` of @jiesuo/ceremony/seal. */
  pin(sealed: Uint8Array): Promise<View>;
  /**
   * The 重置 click where the prompt is native: one dialog. `enter_pin` with a fault asks to be asked again.
   * @throws {PromptUnavailable} where no dialog can be shown.
   */
  ask(language: 'zh' | 'en'): Promise<View>;
  next(answer?: WireMessage): Promise<Turn>;
  /** Whether its window may be shown what is plugged in: once a portal's ticket was taken, never for whoever merely opened a window. */
  mayLook(): boolean;
  /** The window went away, or 取消. Gives the UKey back. Never throws. */
  end(): Promise<void>;
}

/** How a native dialog ended without a PIN. */
export type PromptEnd = 'cancelled' | 'timed_out' | 'no_session' | 'no_program' | 'program_fault';
export type Language = 'zh' | 'en';
/** Why a change of a PIN that is still known was not made; no try was spent but for `old_wrong`. */
export type ChangeFault = PinFault | 'same' | 'old_wrong' | 'refused';
/** What the window of a local change shows; made by the bridge, as every view. */
export type ChangeView =
  | { readonly stage: 'choose' }
  | {
      readonly stage: 'form';
      readonly serial: string;
      readonly name: string;
      readonly triesLeft: number | null;
      readonly min: number;
      readonly max: number;
      readonly alphabet?: PinRules['alphabet'];
      /** The next wrong PIN may lock the UKey: nothing is tried before a second yes. */
      readonly needsYes: boolean;
      readonly fault?: ChangeFault;
      readonly trouble?: PromptEnd;
    }
  | { readonly stage: 'changed'; readonly serial: string; readonly name: string }
  | {
      readonly stage: 'stopped';
      readonly said: { readonly zh: string; readonly en: string };
      /** The UKey was lost while it was told the new PIN: only it knows which one counts. */
      readonly isUnsure: boolean;
    };

/** One window's change of a PIN that its person still knows: no order, no portal, nothing is sent anywhere. */
export interface PinChange {
  /** `id`: what the PINs are sealed for; `sealKey`: P-256 raw 65 bytes, base64url. */
  begin(): Promise<{ readonly id: string; readonly sealKey: string; readonly prompt: 'window' | 'native' }>;
  /** @param slot one of `Sight`'s. */
  choose(slot: string): Promise<ChangeView>;
  /** The second yes: the last try may be spent once. */
  risk(): ChangeView;
  /** UTF-8 `old\0new\0new again`, sealed by `seal('pin', sealKey, text, id)`. */
  pin(sealed: Uint8Array): Promise<ChangeView>;
  /** The same in dialogs of the system. */
  ask(language: Language): Promise<ChangeView>;
  /** Once `begin` was called, which a person's press does. */
  mayLook(): boolean;
  /** Never throws. */
  end(): Promise<void>;
}
