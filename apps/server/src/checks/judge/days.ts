import { comparison, factsNamed, finding, type Rule, regionOf } from './verdict.ts';

/** The day itself still counts. `long` has no end. */
const ended = (until: string, today: string): boolean => until !== 'long' && until < today;

const endOf =
  (
    fact: 'id_valid_until' | 'license_valid_until',
    kind: 'id_card' | 'business_license',
    code: 'id_card_expired' | 'license_expired',
  ): Rule =>
  (reading, expected) => {
    if (expected.kind !== kind) return {};
    const [found] = factsNamed(reading, fact);
    if (!found) return { comparisons: [comparison(fact, 'unread', {})] };
    const isOver = ended(found.fact.text, expected.today);
    const region = regionOf(found.page.page, found.fact.box);
    return {
      findings: isOver ? [finding(code, 'warning', found.page.page, found.fact.box)] : [],
      comparisons: [comparison(fact, isOver ? 'differs' : 'equal', { read: found.fact.text, region })],
    };
  };

export const judgeCardEnd = endOf('id_valid_until', 'id_card', 'id_card_expired');
export const judgeLicenseEnd = endOf('license_valid_until', 'business_license', 'license_expired');
