import { CardStateError } from './fields.ts';
import { type GidsState, parseGidsState } from './gids/state.ts';
import { type CardState, parseCardState } from './gmt0017/state.ts';
import { type PivState, parsePivState } from './piv/state.ts';

/** All that a virtual UKey of any family keeps when it has no power. */
export type AnyCardState = CardState | GidsState | PivState;

/**
 * Reads a card of any family from untrusted JSON; the field `family` tells which, and GM/T 0017 has none.
 * @throws {CardStateError}
 */
export function parseAnyCardState(value: unknown): AnyCardState {
  const family = typeof value === 'object' && value !== null && 'family' in value ? value.family : undefined;
  if (family === undefined) return parseCardState(value);
  if (family === 'gids') return parseGidsState(value);
  if (family === 'piv') return parsePivState(value);
  throw new CardStateError('family is unknown');
}
