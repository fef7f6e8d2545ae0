import type { FailureCode, Ticket, WireMessage } from '@jiesuo/ceremony/messages';

/** Why a typed PIN is not taken; the sentence is the window's. */
export type PinFault =
  | 'differ'
  | 'too_short'
  | 'too_long'
  | 'alphabet'
  | 'repeat'
  | 'run'
  | 'date'
  | 'common'
  | 'personal';

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
  /** The window went away, or 取消. Gives the UKey back. Never throws. */
  end(): Promise<void>;
}
