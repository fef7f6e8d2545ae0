import { caseNames } from './cases.ts';
import { conditions } from './conditions.ts';
import type { Measured } from './measure.ts';

const first = 46;
const other = 12;
const columns = [...conditions, 'all'] as const;

/** Lines of an accuracy table: facts read on good papers, false alarms on them, and what of the faulty ones was found. */
export function tableOf(all: readonly Measured[]): string[] {
  const good = all.filter(({ wanted }) => wanted === undefined);
  const bad = all.filter(({ wanted }) => wanted !== undefined);
  return [
    header('read rightly'),
    ...rows(factsOf(good), good, ({ name, outcomes }, fact) =>
      outcomes.flatMap(([key, outcome]) => (`${name}: ${key}` === fact ? [outcome === 'equal'] : [])),
    ),
    header('false alarms on good papers'),
    ...rows([...new Set(good.flatMap(({ found }) => found))].toSorted(), good, ({ found }, code) => [
      found.some((one) => one === code),
    ]),
    header('faults found'),
    ...rows(caseNames.faulty, bad, ({ name, wanted, found }, fault) =>
      name === fault ? [found.some((one) => one === wanted)] : [],
    ),
  ];
}

/** In the corpus's own order: papers are measured as they get their turn. */
const factsOf = (good: readonly Measured[]): string[] =>
  caseNames.own.flatMap((paper) => [
    ...new Set(
      good.flatMap(({ name, outcomes }) => (name === paper ? outcomes.map(([fact]) => `${name}: ${fact}`) : [])),
    ),
  ]);

const header = (title: string): string =>
  `\n${title.padEnd(first)}${columns.map((column) => column.padStart(other)).join('')}`;

const rows = (
  names: readonly string[],
  measured: readonly Measured[],
  claims: (one: Measured, name: string) => readonly boolean[],
): string[] =>
  names.length === 0
    ? ['(none)']
    : names.map((name) =>
        [
          name.padEnd(first),
          ...columns.map((column) =>
            share(
              measured
                .filter(({ condition }) => column === 'all' || condition === column)
                .flatMap((one) => claims(one, name)),
            ).padStart(other),
          ),
        ].join(''),
      );

const share = (claims: readonly boolean[]): string =>
  claims.length === 0 ? '–' : `${claims.filter(Boolean).length} of ${claims.length}`;
