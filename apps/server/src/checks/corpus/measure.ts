import type { ComparedFact, FindingCode, Outcome } from '@jiesuo/contract';
import { judge } from '../judge/judge.ts';
import type { Judged } from '../judge/verdict.ts';
import type { Reader } from '../reader/reader.ts';
import type { Case } from './cases.ts';

/** What came of one case. */
export interface Measured {
  readonly name: string;
  readonly condition: string;
  readonly ms: number;
  readonly wanted: FindingCode | undefined;
  readonly found: readonly FindingCode[];
  readonly outcomes: readonly (readonly [ComparedFact, Outcome])[];
  /** A number that passed its check digits and stands nowhere on the paper: must never be. */
  readonly isInvented: boolean;
}

/** Reads a case as the product does, and judges it against what its subject's form and certificate say. @throws ReadFault */
export async function measure(reader: Reader, made: Case, asOf: Date): Promise<Measured> {
  const since = performance.now();
  const { reading } = await reader.read([{ page: 1, bytes: made.bytes, picture: made.bytes }]);
  const ms = performance.now() - since;
  const { subject } = made;
  const judged = judge(reading, {
    kind: made.slot,
    company: subject.company,
    person: subject.person,
    idNumber: subject.idNumber,
    uscc: subject.uscc,
    organisationCode: subject.uscc.slice(8, 17),
    references: [subject.reference],
    today: asOf.toISOString().slice(0, 10),
    elsewhere: [],
  });
  return {
    name: made.name,
    condition: made.condition,
    ms,
    wanted: made.finding,
    found: judged.findings.map(({ code }) => code),
    outcomes: judged.comparisons.map(({ fact, outcome }) => [fact, outcome]),
    isInvented: made.finding === undefined && isInvented(judged),
  };
}

/** The paper is right, so a number that was read and differs was made up by the reading. */
const isInvented = ({ comparisons }: Judged): boolean =>
  comparisons.some(({ fact, outcome }) => (fact === 'uscc' || fact === 'id_number') && outcome === 'differs');
