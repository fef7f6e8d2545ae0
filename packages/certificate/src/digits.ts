/**
 * Judges the codes that people and organisations in mainland China write on forms: their shape and check digit,
 * never whether the code was issued. Pure and light: pages import it as `@jiesuo/certificate/digits`.
 */

export type UsccFault = 'length' | 'alphabet' | 'region' | 'organisation_code' | 'check_digit';
export type OrganisationCodeFault = 'length' | 'alphabet' | 'check_digit';
export type ResidentIdFault = 'length' | 'alphabet' | 'birth_date' | 'check_digit';

/** GB 32100-2015: no I, O, S, V, Z. */
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 32100-2015: 3^i mod 31. */
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 11714-1997. */
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** GB 11643-1999 (ISO 7064 MOD 11-2). */
const RESIDENT_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const RESIDENT_CHECKS = '10X98765432';

/** Longer text is refused before any work is done on it. */
const LONGEST_INPUT = 64;

function weigh(text: string, alphabet: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * alphabet.indexOf(text.charAt(index)), 0);
}

/** The 18th character of a USCC from its first 17 (GB 32100-2015). */
export function usccCheckDigit(first17: string): string {
  return USCC_ALPHABET.charAt((31 - (weigh(first17, USCC_ALPHABET, USCC_WEIGHTS) % 31)) % 31);
}

/** The 9th character of an organisation code from its first 8 (GB 11714-1997): 10 is written X, 11 is written 0. */
export function organisationCheckDigit(first8: string): string {
  const check = 11 - (weigh(first8, ORGANISATION_ALPHABET, ORGANISATION_WEIGHTS) % 11);
  return check === 10 ? 'X' : String(check % 11);
}

/** The 18th character of a resident identity number from its first 17 (GB 11643-1999). */
export function residentCheckDigit(first17: string): string {
  return RESIDENT_CHECKS.charAt(weigh(first17, '0123456789', RESIDENT_WEIGHTS) % 11);
}

/**
 * What is wrong with a unified social credit code (统一社会信用代码, GB 32100-2015), or undefined.
 * Characters 9 to 17 are an organisation code and must pass GB 11714 too. Capital letters only: see {@link normaliseUscc}.
 */
export function usccFault(text: string): UsccFault | undefined {
  if (text.length !== 18) return 'length';
  if (!/^[0-9A-HJ-NP-RTUWXY]+$/.test(text)) return 'alphabet';
  if (!/^\d{6}$/.test(text.slice(2, 8))) return 'region';
  if (usccCheckDigit(text) !== text.charAt(17)) return 'check_digit';
  if (organisationCodeFault(text.slice(8, 17))) return 'organisation_code';
  return undefined;
}

export function isUscc(text: string): boolean {
  return usccFault(text) === undefined;
}

/** The USCC as it is stored (half-width capitals, no spaces or hyphens), or undefined when it is not one. */
export function normaliseUscc(text: string): string | undefined {
  const code = compact(text)?.toUpperCase();
  return code !== undefined && isUscc(code) ? code : undefined;
}

/** What is wrong with a 9-character organisation code (组织机构代码, GB 11714-1997, without its hyphen), or undefined. */
export function organisationCodeFault(text: string): OrganisationCodeFault | undefined {
  if (text.length !== 9) return 'length';
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(text)) return 'alphabet';
  return organisationCheckDigit(text) === text.charAt(8) ? undefined : 'check_digit';
}

export function isOrganisationCode(text: string): boolean {
  return organisationCodeFault(text) === undefined;
}

/**
 * What is wrong with an 18-character resident identity number (公民身份号码, GB 11643-1999), or undefined.
 * A lower-case x is accepted; numbers of 15 digits ended in 2013 and are refused.
 */
export function residentIdFault(text: string): ResidentIdFault | undefined {
  if (text.length !== 18) return 'length';
  if (!/^[1-9]\d{16}[\dXx]$/.test(text)) return 'alphabet';
  if (!isBirthDate(text.slice(6, 14))) return 'birth_date';
  return residentCheckDigit(text) === text.charAt(17).toUpperCase() ? undefined : 'check_digit';
}

export function isResidentId(text: string): boolean {
  return residentIdFault(text) === undefined;
}

/** The resident identity number as it is stored (half-width, capital X, no spaces), or undefined when it is not one. */
export function normaliseResidentId(text: string): string | undefined {
  const number = compact(text)?.toUpperCase();
  return number !== undefined && isResidentId(number) ? number : undefined;
}

/** `YYYYMMDD` that is in the calendar. Ages are not judged: that needs a clock. */
function isBirthDate(text: string): boolean {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))];
  if (year < 1800 || year > 2099) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A mainland China mobile number in its stored form: 11 digits, 1[3-9] first (MIIT numbering plan, 13x to 19x). */
export function isMobile(text: string): boolean {
  return /^1[3-9]\d{9}$/.test(text);
}

/** The 11 digits of a mobile number written with spaces, hyphens, full-width digits, +86 or 0086; else undefined. */
export function normaliseMobile(text: string): string | undefined {
  const digits = compact(text)?.replace(/^(?:\+|00)86/, '');
  return digits !== undefined && isMobile(digits) ? digits : undefined;
}

/** Half-width, without spaces, hyphens of any width and the invisible marks that contact lists paste along. */
function compact(text: string): string | undefined {
  if (text.length > LONGEST_INPUT) return undefined;
  return text.normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}\u2212]/gu, '');
}
