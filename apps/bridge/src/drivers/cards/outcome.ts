import { CardFault } from '@jiesuo/ceremony';
import type { PinOutcome } from '../ukey.ts';

/** Status words that say something about a PIN, beside 9000, 6983 and 63Cx, which all cards share. */
interface Words {
  /** Wrong, from cards that do not count aloud. */
  readonly wrong: readonly string[];
  /** Length or alphabet, or a MAC that the dialect gets wrong: refused before any counter is touched. */
  readonly refused: readonly string[];
  /** The tries left stand in the second digit: 6xC0 in the place of 63Cx (docs/guide/ukey-vendor.md, `hasTriesInHighNibble`). */
  readonly hasTriesInHighNibble?: boolean;
}

/** ISO/IEC 7816-4 §5.6. */
export const isoWords: Words = { wrong: ['6300'], refused: ['6a80', '6700'] };
/** docs/protocol.md §1. */
export const gmt0017Words: Words = { wrong: [], refused: ['6a80', '6988', '6700'] };

/** What a status word says about a PIN that was tried. @throws {CardFault} for one that says nothing. */
export function outcomeOf(command: string, sw: string, words: Words): PinOutcome {
  if (sw === '9000') return 'right';
  if (sw === '6983') return 'locked';
  const left = triesTold(sw, words);
  if (left !== undefined) return left === 0 ? 'locked' : 'wrong';
  if (words.wrong.includes(sw)) return 'wrong';
  if (words.refused.includes(sw)) return 'refused';
  throw new CardFault(command, sw);
}

function triesTold(sw: string, { hasTriesInHighNibble = false }: Words): number | undefined {
  const told = (hasTriesInHighNibble ? /^6([0-9a-f])c[0-9a-f]$/ : /^63c([0-9a-f])$/).exec(sw)?.[1];
  return told === undefined ? undefined : Number.parseInt(told, 16);
}
