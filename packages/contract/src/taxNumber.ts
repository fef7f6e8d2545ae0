import { isResidentId, organisationCodeFault, residentIdFault, usccFault } from '@jiesuo/certificate/digits';

export type TaxNumberFault = 'tax_number_malformed' | 'tax_number_check_digit';

/** Half-width capitals without spaces and hyphens, as a tax number is kept. */
export const normaliseTaxNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}]/gu, '')
    .toUpperCase();

/**
 * What is wrong with an organisation's 纳税人识别号, or undefined. Since 2015 it is the USCC of 18 characters (GB 32100).
 * Whoever never changed over keeps the older kinds: 15 characters, the region's six digits and the organisation code (GB 11714);
 * 18 or 20, a sole trader's resident number (GB 11643), with a number of two digits where he has several shops.
 */
export function taxNumberFault(text: string): TaxNumberFault | undefined {
  if (text.length === 15)
    return /^\d{6}/.test(text) ? faultOf(organisationCodeFault(text.slice(6))) : 'tax_number_malformed';
  if (text.length === 18) return isResidentId(text) ? undefined : faultOf(usccFault(text));
  if (text.length === 20)
    return /\d{2}$/.test(text) ? faultOf(residentIdFault(text.slice(0, 18))) : 'tax_number_malformed';
  return 'tax_number_malformed';
}

/** A code within the number that fails its own check is said as a wrong digit too: it is one. */
const faultOf = (found: string | undefined): TaxNumberFault | undefined => {
  if (found === undefined) return undefined;
  return found === 'check_digit' || found === 'organisation_code' ? 'tax_number_check_digit' : 'tax_number_malformed';
};
