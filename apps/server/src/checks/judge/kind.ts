import type { FindingCode } from '@jiesuo/contract';
import type { Look } from '../read/reading.ts';
import { factsNamed, finding, type Rule } from './verdict.ts';

const paperOf = (look: Look) => (look.startsWith('id_card') ? 'id_card' : look);
const codes: Partial<Record<Look, FindingCode>> = {
  business_license: 'looks_like_license',
  id_card: 'looks_like_id_card',
  authorization: 'looks_like_letter',
};

/** The wrong paper in a place. One page of the right kind is enough: others may be enclosures. */
export const judgeKind: Rule = ({ pages }, { kind }) => {
  if (pages.some((page) => paperOf(page.look) === kind)) return {};
  const other = pages.find((page) => page.look !== 'unknown');
  const code = other && codes[paperOf(other.look)];
  if (other && code) return { findings: [finding(code, 'warning', other.page)] };
  return { findings: pages.slice(0, 1).map(({ page }) => finding('not_recognised', 'hint', page)) };
};

/** Both sides of the ID card, in one picture or on two pages. */
export const judgeSides: Rule = (reading, { kind }) => {
  if (kind !== 'id_card') return {};
  const looks = reading.pages.map((page) => page.look);
  const hasFront =
    looks.some((look) => look === 'id_card' || look === 'id_card_front') || factsNamed(reading, 'id_number').length > 0;
  const hasBack =
    looks.some((look) => look === 'id_card' || look === 'id_card_back') ||
    factsNamed(reading, 'id_valid_until').length > 0;
  if (hasFront === hasBack) return {};
  const page = reading.pages.find(({ look }) => look.startsWith('id_card'))?.page ?? 1;
  return { findings: [finding(hasBack ? 'id_card_front_missing' : 'id_card_back_missing', 'warning', page)] };
};
