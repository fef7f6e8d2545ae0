import { type Card as CardOf, type CardOptions as OptionsOf, powerCard } from './applet/card.ts';
import { gids } from './gids/family.ts';
import { type GidsState, parseGidsState } from './gids/state.ts';
import { gmt0017 } from './gmt0017/family.ts';
import { type CardState, parseCardState } from './gmt0017/state.ts';
import { piv } from './piv/family.ts';
import { type PivState, parsePivState } from './piv/state.ts';
import type { AnyCardState } from './state.ts';

/** A GM/T 0017 UKey, unless another family is named. */
export type Card<S extends AnyCardState = CardState> = CardOf<S>;
export type CardOptions<S extends AnyCardState = CardState> = OptionsOf<S>;

type AnyFamily = Card | Card<GidsState> | Card<PivState>;

/**
 * A virtual UKey of the family that its state names, with power.
 * @throws {CardStateError} when `initial` is no such state.
 */
export function createCard(initial: CardState, options?: CardOptions): Card;
export function createCard(initial: GidsState, options?: CardOptions<GidsState>): Card<GidsState>;
export function createCard(initial: PivState, options?: CardOptions<PivState>): Card<PivState>;
export function createCard(initial: AnyCardState, options?: CardOptions<AnyCardState>): Card<AnyCardState>;
export function createCard(initial: AnyCardState, options: CardOptions<AnyCardState> = {}): AnyFamily {
  if (initial.family === 'gids') return powerCard(gids, parseGidsState(initial), options);
  if (initial.family === 'piv') return powerCard(piv, parsePivState(initial), options);
  return powerCard(gmt0017, parseCardState(initial), options);
}
