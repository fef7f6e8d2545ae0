import type { DistinguishedName, Identity } from './certificate.ts';
import { type Element, readDer } from './der.ts';
import { isOrganisationCode, isResidentId, isUscc } from './digits.ts';
import type { Extensions } from './extensions.ts';

type Meaning = 'organisation' | 'resident' | 'any';

/**
 * Extensions that hold a code of the holder, most trusted first. Arc 1.2.156.10260.4 is GM/T 0015 (GB/T 20518);
 * which of .3 and .4 holds which code differs between CAs, so the check digit decides. The rest are CA-private.
 */
const EXTENSIONS: readonly (readonly [oid: string, meaning: Meaning])[] = [
  ['1.2.156.10260.4.4', 'organisation'],
  ['1.2.156.10260.4.1.4', 'organisation'],
  ['1.2.156.10260.4.1.3', 'organisation'],
  ['1.2.156.10260.4.1.5', 'organisation'],
  ['1.2.156.10260.4.1.1.1', 'resident'],
  ['1.2.156.10260.4.1.1', 'resident'],
  ['1.2.156.112562.2.1.1.1', 'any'],
  ['1.2.156.112562.2.1.1.24', 'any'],
  ['2.16.840.1.113732.2', 'any'],
  ['1.2.156.1.8888.148', 'any'],
  ['1.2.156.112570.11.205', 'any'],
  ['1.2.86.11.7.1', 'any'],
  ['1.2.86.11.7.3', 'any'],
  ['1.2.86.11.7.4', 'any'],
  ['1.2.86.11.7.5', 'any'],
];

/** CN, serialNumber, O, OU, UID. */
const SUBJECT_ATTRIBUTES = new Set(['2.5.4.3', '2.5.4.5', '2.5.4.10', '2.5.4.11', '0.9.2342.19200300.100.1.1']);
const LONGEST_TEXT = 128;

/**
 * The codes that a certificate states of its holder: extensions before subject, first valid value of each kind.
 * Encodings and prefixes are read leniently, but only a value whose check digit passes is taken.
 * `organisationCode` is the stated one, else characters 9 to 17 of the USCC (GB 32100-2015).
 */
export function readIdentity(extensions: Extensions, subject: DistinguishedName): Identity {
  const stated = [
    ...EXTENSIONS.flatMap(([oid, meaning]) => {
      const value = extensions.get(oid);
      return value ? textsIn(value, 3).flatMap((text) => judge(text, meaning)) : [];
    }),
    ...subject.attributes
      .filter(({ oid, value }) => SUBJECT_ATTRIBUTES.has(oid) && value.length <= LONGEST_TEXT)
      .flatMap(({ value }) => judge(value, 'any')),
  ];
  const uscc = stated.find((found) => found.uscc)?.uscc;
  const organisationCode = stated.find((found) => found.organisationCode)?.organisationCode ?? uscc?.slice(8, 17);
  const residentId = stated.find((found) => found.residentId)?.residentId;
  return { ...(uscc && { uscc }), ...(organisationCode && { organisationCode }), ...(residentId && { residentId }) };
}

/** Every ASCII text in an extension's value: raw, any string type, implicit tags, and strings wrapped in octets. */
function textsIn(bytes: Uint8Array, depth: number): string[] {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, LONGEST_TEXT + 1)).replace(/\0+$/, '');
  if (/^[\x20-\x7e]+$/.test(text) && text.length <= LONGEST_TEXT) return [text];
  return depth === 0 ? [] : leavesOf(bytes).flatMap((leaf) => textsIn(leaf, depth - 1));
}

function leavesOf(bytes: Uint8Array): Uint8Array[] {
  try {
    return collectLeaves(readDer(bytes));
  } catch {
    return [];
  }
}

function collectLeaves(element: Element): Uint8Array[] {
  return element.children.length > 0 ? element.children.flatMap(collectLeaves) : [element.content];
}

/**
 * Judges one text, whole and in its `@`-delimited pieces, with and without the prefixes that CAs write:
 * SF (resident), JJ (organisation), four digits before them (`1@5009JJ…`), N before a USCC (`051@N9132…@name@1`).
 */
function judge(text: string, meaning: Meaning): Identity[] {
  return text.split('@').flatMap((written) => {
    const piece = written.trim().toUpperCase();
    const [, prefix, rest = ''] = /^(?:\d{4})?(SF|JJ|N)(.+)$/.exec(piece) ?? [];
    if (prefix === 'SF') return [judgePiece(rest, 'resident')];
    if (prefix === 'JJ') return [judgePiece(rest, 'organisation')];
    return [judgePiece(piece, meaning), prefix === 'N' && isUscc(rest) ? { uscc: rest } : {}];
  });
}

function judgePiece(piece: string, meaning: Meaning): Identity {
  const code = /^[0-9A-Z]{8}-[0-9X]$/.test(piece) ? piece.replace('-', '') : piece;
  // Eighteen digits may pass both rules; where nothing says which they are, they are neither.
  if (meaning === 'any' && isUscc(code) && isResidentId(code)) return {};
  if (meaning !== 'resident' && isUscc(code)) return { uscc: code };
  // One in eleven words of nine characters passes by chance: only a labelled one counts.
  if (meaning === 'organisation' && isOrganisationCode(code)) return { organisationCode: code };
  if (meaning !== 'organisation' && isResidentId(code)) return { residentId: code };
  return {};
}
