import type { Chip as AnyChip } from '../applet/card.ts';
import { freshChaining, type IsoCommand, type IsoSession } from '../iso/family.ts';
import type { PivState } from './state.ts';

/** What power and resets take away. */
export interface PivSession extends IsoSession {
  isSelected: boolean;
  isUser: boolean;
  /** Nothing but the PIN's VERIFY has come since: what key 9C asks for each signature (SP 800-73-4 part 1 §3.2.2). */
  isPinFresh: boolean;
  /** Authentication with key 9B. */
  isAdmin: boolean;
  /** `challenge`: the host must encrypt it; `witness`: it must decrypt what it was given. One block. */
  asked: { readonly kind: 'challenge' | 'witness'; readonly block: Uint8Array } | undefined;
}

export type Chip = AnyChip<PivState, PivSession>;
export type PivCommand = IsoCommand<PivState, PivSession>;

export const beginSession = (): PivSession => ({
  ...freshChaining(),
  isSelected: false,
  isUser: false,
  isPinFresh: false,
  isAdmin: false,
  asked: undefined,
});
