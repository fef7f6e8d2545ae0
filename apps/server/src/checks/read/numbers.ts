import { isResidentId, isUscc } from '@jiesuo/certificate/digits';

/** What engines see in place of what such a number may hold (GB 32100: no I, O, S, V, Z). */
const confused: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', Z: '2', S: '5', V: 'Y' };
const length = 18;
const digitsUntil = 8;

const runs = (text: string, allowed: RegExp): string[] =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.,:;'"`·_-]/gu, '')
    .match(allowed) ?? [];

function* windows(run: string): Generator<string> {
  for (let at = 0; at + length <= run.length; at += 1) yield run.slice(at, at + length);
}

/** The USCC in a text, if there is one that passes both check digits (GB 32100, GB 11714). */
export function usccIn(text: string): string | undefined {
  for (const run of runs(text, /[0-9A-Z]{18,40}/g))
    for (const window of windows(run)) {
      if (isUscc(window)) return window;
      const mended = window.replace(/[OILZSV]/g, (letter, at: number) =>
        // L is a letter of the alphabet too, but not in the region (characters 3 to 8) nor before it.
        letter === 'L' && at >= digitsUntil ? letter : (confused[letter] ?? letter),
      );
      if (isUscc(mended)) return mended;
    }
  return undefined;
}

/** The resident identity number in a text, if there is one that passes its check digit (GB 11643). */
export function idNumberIn(text: string): string | undefined {
  for (const run of runs(text, /[0-9XOIL]{18,40}/g))
    for (const window of windows(run)) {
      const mended = window.replace(/[OIL]/g, (letter) => confused[letter] ?? letter);
      if (isResidentId(mended)) return mended;
    }
  return undefined;
}

/** Eighteen characters in a row that a person would take for the number, though no check digit agrees. */
export const lookalikeIn = (text: string): string | undefined =>
  runs(text, /[0-9A-Z]{18,40}/g).find((run) => run.length === length);

/** How much of a number a text may hold: what is worth a second look. */
export const numberLikeness = (text: string): number =>
  Math.max(0, ...runs(text, /[0-9A-Z]{8,40}/g).map((run) => run.length));
