import type { PinRules } from '@jiesuo/ceremony';
import type { PinFault } from '../commands/view.ts';

export type Language = 'zh' | 'en';

/** Who asks, for whom and for which UKey; each line is cut and cleaned before it is shown. */
export interface PromptFacts {
  readonly portal: string;
  readonly ca: string;
  /** 客户名称; absent where only a UKey is read. */
  readonly subscriber?: string;
  /** Serial number of the UKey; only its last 6 characters are shown. */
  readonly serial?: string;
  readonly order?: string;
  /** Masked, of the log-in that asks. */
  readonly account?: string;
}

interface Base {
  readonly facts: PromptFacts;
  readonly language: Language;
  /** Takes the dialog away: the answer is `cancelled`. */
  readonly signal?: AbortSignal;
}
export type PromptRequest =
  /** Typed twice; the answer is a PIN that was typed the same both times, not yet judged. `fault`: of the try before. */
  | (Base & {
      readonly kind: 'new_pin';
      readonly min: number;
      readonly max: number;
      /** Of the UKey's model; printable where nothing is said. */
      readonly alphabet?: PinRules['alphabet'];
      readonly fault?: PinFault;
    })
  /** `triesLeft` null: the UKey does not tell. */
  | (Base & { readonly kind: 'old_pin'; readonly triesLeft: number | null; readonly isWrong?: boolean })
  | (Base & { readonly kind: 'yes_no'; readonly question: 'read' | 'last_try' });

/** Why no dialog could be shown; the sentences are the window's (`prompt_…` in window/words). */
export type PromptTrouble = 'no_session' | 'no_program' | 'program_fault';

export class PromptUnavailable extends Error {
  override name = 'PromptUnavailable';
  readonly reason: PromptTrouble;
  constructor(reason: PromptTrouble) {
    super(reason);
    this.reason = reason;
  }
}

export type PromptAnswer =
  /** Whoever gets it wipes it. UTF-8, as typed. */
  | { readonly kind: 'pin'; readonly pin: Buffer }
  | { readonly kind: 'yes' }
  /** 取消, the closed dialog and "no" alike: as good an answer as the others. */
  | { readonly kind: 'cancelled' }
  /** Nobody answered within PROMPT_SECONDS. */
  | { readonly kind: 'timed_out' }
  | { readonly kind: 'unavailable'; readonly reason: PromptTrouble };

/** Asks the person in his own desktop session, in a dialog that no page can draw, read or type into. Never throws. */
export interface Prompt {
  ask(request: PromptRequest): Promise<PromptAnswer>;
}

export const PROMPT_SECONDS = 180;
/** As much as somebody may paste by mistake; what is too long for a PIN is said by the rules, not by a broken dialog. */
export const PIN_BYTES_MAX = 4096;
