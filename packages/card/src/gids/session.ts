import type { Chip as AnyChip } from '../applet/card.ts';
import { Refusal, status } from '../applet/status.ts';
import type { KeyContainer } from '../iso/container.ts';
import { freshChaining, type IsoCommand, type IsoSession } from '../iso/family.ts';
import type { GidsState } from './state.ts';

/** What power and resets take away. */
export interface GidsSession extends IsoSession {
  isSelected: boolean;
  isUser: boolean;
  /** Admin authentication, good for one RESET RETRY COUNTER. */
  isAdmin: boolean;
  /** Whether MSE has named the admin key. */
  isAdminKeyNamed: boolean;
  /** The challenges of an authentication that has begun: the host's, then the card's; 16 bytes each. */
  challenges: { readonly host: Uint8Array; readonly card: Uint8Array } | undefined;
  /** Reference of the key that MSE has named for signing. */
  signingKey: number | undefined;
}

export type Chip = AnyChip<GidsState, GidsSession>;
export type GidsCommand = IsoCommand<GidsState, GidsSession>;

export const beginSession = (): GidsSession => ({
  ...freshChaining(),
  isSelected: false,
  isUser: false,
  isAdmin: false,
  isAdminKeyNamed: false,
  challenges: undefined,
  signingKey: undefined,
});

/** Keys are referred to by 81, 82, … in the order of their containers. */
export const FIRST_KEY = 0x81;

/** @throws {Refusal} 6A88 */
export function containerOf(chip: Chip, reference: number): KeyContainer {
  const container = chip.state.containers[reference - FIRST_KEY];
  if (container === undefined) throw new Refusal(status.notFound);
  return container;
}
