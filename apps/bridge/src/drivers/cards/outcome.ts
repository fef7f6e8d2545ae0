import { CardFault } from '@jiesuo/ceremony';
import type { PinOutcome } from '../ukey.ts';

/** Status words that say something about a PIN, beside 9000, 6983 and 63Cx, which all cards share. */
interface Words {
  /** Wrong, from cards that do not count aloud. */
  readonly wrong: readonly string[];
  /** Length or alphabet, or a MAC that the dialect gets wrong: refused before any counter is touched. */
  readonly refused: readonly string[];
}

/** ISO/IEC 7816-4 §5.6. */
export const isoWords: Words = { wrong: ['6300'], refused: ['6a80', '6700'] };
/** docs/protocol.md §1. */
export const gmt0017Words: Words = { wrong: [], refused: ['6a80', '6988', '6700'] };

/** What a status word says about a PIN that was tried; undefined where it says nothing. */
export function pinWord(sw: string, words: Words): PinOutcome | undefined {
  if (sw === '9000') return 'right';
  if (sw === '6983' || sw === '63c0') return 'locked';
  if (sw.startsWith('63c') || words.wrong.includes(sw)) return 'wrong';
  return words.refused.includes(sw) ? 'refused' : undefined;
}

/** The same. @throws {CardFault} for a word that says nothing about the PIN. */
export function outcomeOf(command: string, sw: string, words: Words): PinOutcome {
  const outcome = pinWord(sw, words);
  if (outcome === undefined) throw new CardFault(command, sw);
  return outcome;
}

/** What a card that did not take the server's cryptogram says about the admin key; undefined where it says nothing. */
export function keyWord(sw: string): 'wrong' | 'locked' | undefined {
  if (sw === '6983') return 'locked';
  return /^63|^6982$/.test(sw) ? 'wrong' : undefined;
}

/** The tries left that a word tells in its second digit, 6xCy; undefined for a word of another kind. */
export const triesInHighNibble = (sw: string): number | undefined => {
  const [, told] = /^6([0-9a-f])c[0-9a-f]$/.exec(sw) ?? [];
  return told === undefined ? undefined : Number.parseInt(told, 16);
};

/**
 * The word as everybody else reads it: 63Cx with the tries left in x. Whoever took 65C0 for a fault and not for a wrong admin PIN would
 * have it tried again.
 */
export function plainWord(
  sw: string,
  { hasTriesInHighNibble = false }: { readonly hasTriesInHighNibble?: boolean | undefined },
): string {
  const left = hasTriesInHighNibble ? triesInHighNibble(sw) : undefined;
  return left === undefined ? sw : `63c${left.toString(16)}`;
}
