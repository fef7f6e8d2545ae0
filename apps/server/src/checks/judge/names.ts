import type { Outcome } from '@jiesuo/contract';
import type { Reading } from '../read/reading.ts';
import { bare, changes, changesWithin, isClose } from './likeness.ts';
import { comparison, type Expected, factsNamed, finding, type Rule, regionOf } from './verdict.ts';

interface Compared {
  readonly outcome: Outcome;
  readonly at?: ReturnType<typeof factsNamed>[number] | undefined;
}

export const judgeCompany: Rule = (reading, expected) => {
  if (expected.kind === 'id_card') return {};
  const { outcome, at } = compare(reading, expected, 'company');
  return {
    comparisons: [shown('company', outcome, at, expected.company)],
    findings: flagged(outcome, at, 'company_differs'),
  };
};

export const judgePerson: Rule = (reading, expected) => {
  if (expected.kind === 'business_license') return {};
  const { outcome, at } = compare(reading, expected, 'person');
  return {
    comparisons: [shown('person', outcome, at, expected.person)],
    // With the right number beside it, an unlike name was more likely read wrong.
    findings: flagged(
      isNumberRight(reading, expected) && outcome === 'differs' ? 'close' : outcome,
      at,
      'person_differs',
    ),
  };
};

const isNumberRight = (reading: Reading, { idNumber }: Expected) =>
  factsNamed(reading, 'id_number').some(({ fact }) => fact.text === idNumber);

/** On a letter the name may stand in any sentence; elsewhere it is one of few. */
function compare(reading: Reading, expected: Expected, name: 'company' | 'person'): Compared {
  const wanted = bare(expected[name]);
  const candidates = factsNamed(reading, name);
  if (wanted === '') return candidates[0] ? { outcome: 'unread', at: candidates[0] } : { outcome: 'unread' };
  if (expected.kind === 'authorization') {
    const inLetter = compareLetter(reading, wanted);
    if (inLetter.outcome !== 'unread') return inLetter;
  }
  const ranked = candidates
    .map((at) => ({ at, count: changes(bare(at.fact.text), wanted) }))
    .toSorted((a, b) => a.count - b.count);
  const [best] = ranked;
  if (!best) return { outcome: 'unread' };
  if (best.count === 0) return { outcome: 'equal', at: best.at };
  return { outcome: isClose(best.count, wanted.length) ? 'close' : 'differs', at: best.at };
}

function compareLetter(reading: Reading, wanted: string): Compared {
  const lines = factsNamed(reading, 'line').map((at) => ({ at, count: changesWithin(bare(at.fact.text), wanted) }));
  const [best] = lines.toSorted((a, b) => a.count - b.count);
  if (best?.count === 0) return { outcome: 'equal', at: best.at };
  // A long name may be broken over two lines.
  if (bare(lines.map(({ at }) => at.fact.text).join('')).includes(wanted)) return { outcome: 'equal' };
  return best && wanted.length >= 4 && isClose(best.count, wanted.length)
    ? { outcome: 'close', at: best.at }
    : { outcome: 'unread' };
}

const shown = (fact: 'company' | 'person', outcome: Outcome, at: Compared['at'], expected: string) =>
  comparison(fact, outcome, {
    expected,
    read: at?.fact.text ?? null,
    region: at ? regionOf(at.page.page, at.fact.box) : null,
  });

function flagged(outcome: Outcome, at: Compared['at'], code: 'company_differs' | 'person_differs') {
  if (!at || (outcome !== 'differs' && outcome !== 'close')) return [];
  return [finding(code, outcome === 'differs' ? 'warning' : 'hint', at.page.page, at.fact.box)];
}
