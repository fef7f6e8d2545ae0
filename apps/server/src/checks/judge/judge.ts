import type { Reading } from '../read/reading.ts';
import { judgeCardEnd, judgeLicenseEnd } from './days.ts';
import { judgeKind, judgeSides } from './kind.ts';
import { judgeCompany, judgePerson } from './names.ts';
import { judgeIdNumber, judgeUscc } from './numbers.ts';
import { judgeElsewhere, judgeReference } from './origin.ts';
import { judgeQuality } from './quality.ts';
import { judgeSeal } from './seal.ts';
import type { Expected, Judged, Rule } from './verdict.ts';

const always: readonly Rule[] = [judgeKind, judgeElsewhere, judgeQuality];
const ofContent: readonly Rule[] = [
  judgeSides,
  judgeCompany,
  judgeUscc,
  judgePerson,
  judgeIdNumber,
  judgeCardEnd,
  judgeLicenseEnd,
  judgeSeal,
  judgeReference,
];

/** What to suggest of a material. Of a paper in the wrong place only that is said: nothing else could be true of it. */
export function judge(reading: Reading, expected: Expected): Judged {
  const isMisplaced = judgeKind(reading, expected).findings?.some((found) => found.severity === 'warning') ?? false;
  const said = [...always, ...(isMisplaced ? [] : ofContent)].map((rule) => rule(reading, expected));
  return {
    findings: said
      .flatMap(({ findings = [] }) => findings)
      .toSorted((a, b) => Number(b.severity === 'warning') - Number(a.severity === 'warning')),
    comparisons: said.flatMap(({ comparisons = [] }) => comparisons),
  };
}
