/** Takes out of a text what could name a person, an organisation or one single UKey. */
export interface Scrub {
  /** A name that middleware gave. */
  name(text: string): string;
  /** What a driver says of a fault: vendors' codes (`0x0a000001`) stay, they name the fault. */
  detail(text: string): string;
}

const HIDDEN = '#';
const LONGEST = 120;
/** A hostile library's name for a slot is not looked through to its end. */
const LOOKED_AT = 1000;

const folders = /#?(?:[A-Za-z]:)?(?:[\\/][^\\/"'<>|:;,()\n]+)+[\\/]/g;
const mails = /[^\s@<>()]+@[^\s@<>()]+/g;
/** A serial number, a telephone number, an ID: five digits in one piece. */
const numbers = /[\p{L}\p{N}_-]*\d(?:[-_]?\d){4,}[\p{L}\p{N}_-]*/gu;
const hexadecimal = /(?<![\p{L}\p{N}])(?:0x)?(?=[0-9a-f]*\d)[0-9a-f]{6,}(?![\p{L}\p{N}])/giu;
const vendorCode = /(0x[0-9a-f]{1,8}(?![0-9a-f]))/i;

/**
 * @param known texts that are certainly personal: names from certificates, serial numbers, labels, the user's name, the home folder.
 * Those of one character are left: they would tear every other text apart.
 */
export function createScrub(known: readonly string[]): Scrub {
  const words = [...new Set(known.map((text) => text.trim()))]
    .filter((text) => text.length > 1)
    .toSorted((left, right) => right.length - left.length)
    .map((word) => new RegExp(word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), 'giu'));
  const clean = (text: string): string =>
    [...words, mails, numbers, hexadecimal].reduce((rest, personal) => rest.replace(personal, HIDDEN), text);
  const begin = (text: string): string => words.reduce(hide, text.slice(0, LOOKED_AT)).replace(folders, '');
  const end = (text: string): string =>
    text
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, LONGEST);
  return {
    name: (text) => end(clean(begin(text))),
    detail: (text) =>
      end(
        begin(text)
          .split(vendorCode)
          .map((part, at) => (at % 2 === 1 ? part : clean(part)))
          .join(''),
      ),
  };
}

const hide = (text: string, personal: RegExp): string => text.replace(personal, HIDDEN);
