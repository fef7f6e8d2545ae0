import { usccIn } from '../read/numbers.ts';
import type { Reading } from '../read/reading.ts';
import { comparison, type Expected, factsNamed, finding, type Rule, regionOf } from './verdict.ts';

export const judgeUscc: Rule = (reading, expected) => {
  if (expected.kind !== 'business_license') return {};
  const [printed] = factsNamed(reading, 'uscc');
  const code = codeOf(reading);
  const read = printed?.fact.text ?? code?.uscc;
  const region = printed ? regionOf(printed.page.page, printed.fact.box) : code ? regionOf(code.page, code.box) : null;
  const wanted = expected.uscc ?? null;
  const findings = [];
  if (read && !isIssued(read, expected))
    findings.push(finding('uscc_differs', 'warning', region?.page ?? 1, region ?? undefined));
  if (code && (!isIssued(code.uscc, expected) || (printed && printed.fact.text !== code.uscc)))
    findings.push(finding('code_differs', 'warning', code.page, code.box));
  findings.push(...failing(reading, 'uscc'));
  const outcome =
    !read || (!wanted && !expected.organisationCode) ? 'unread' : isIssued(read, expected) ? 'equal' : 'differs';
  return { findings, comparisons: [comparison('uscc', outcome, { read: read ?? null, expected: wanted, region })] };
};

export const judgeIdNumber: Rule = (reading, expected) => {
  if (expected.kind === 'business_license') return {};
  const [found] = factsNamed(reading, 'id_number');
  const region = found ? regionOf(found.page.page, found.fact.box) : null;
  const isKnown = found !== undefined && expected.idNumber !== '';
  const isEqual = isKnown && found.fact.text === expected.idNumber;
  return {
    findings: [
      ...(isKnown && !isEqual ? [finding('id_number_differs', 'warning', found.page.page, found.fact.box)] : []),
      ...failing(reading, 'id_number'),
    ],
    comparisons: [
      comparison('id_number', isKnown ? (isEqual ? 'equal' : 'differs') : 'unread', {
        read: found?.fact.text ?? null,
        expected: expected.idNumber,
        region,
      }),
    ],
  };
};

/** By the certificate: its USCC, or the organisation code that an older certificate has (characters 9 to 17). */
function isIssued(uscc: string, { uscc: wanted, organisationCode }: Expected): boolean {
  if (wanted) return uscc === wanted;
  return organisationCode === undefined || uscc.slice(8, 17) === organisationCode;
}

/** The USCC in the licence's own QR code. */
function codeOf({ pages }: Reading) {
  for (const { page, codes } of pages)
    for (const { claimedText, box } of codes) {
      const uscc = usccIn(
        claimedText
          .replace(/[^0-9A-Za-z]+/g, ' ')
          .split(' ')
          .find((part) => usccIn(part)) ?? '',
      );
      if (uscc) return { page, box, uscc };
    }
  return undefined;
}

const failing = (reading: Reading, fact: 'uscc' | 'id_number') =>
  factsNamed(reading, `${fact}_failing`).map((at) => finding(`${fact}_check_digit`, 'hint', at.page.page, at.fact.box));
