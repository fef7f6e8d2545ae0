import { conditions } from './conditions.ts';
import type { Measured } from './measure.ts';

const first = 46;
const other = 12;

/** Lines of an accuracy table: facts read on good papers, false alarms on them, and what of the faulty ones was found. */
export function tableOf(all: readonly Measured[]): string[] {
  const good = all.filter(({ wanted }) => wanted === undefined);
  const bad = all.filter(({ wanted }) => wanted !== undefined);
  return [
    header('read rightly'),
    ...rows(factsOf(good), (condition, fact) =>
      share(
        good
          .filter((one) => one.condition === condition)
          .flatMap(({ name, outcomes }) =>
            outcomes.flatMap(([key, outcome]) => (`${name}: ${key}` === fact ? [outcome === 'equal'] : [])),
          ),
      ),
    ),
    header('false alarms on good papers'),
    ...rows([...new Set(good.flatMap(({ found }) => found))].toSorted(), (condition, code) =>
      share(good.filter((one) => one.condition === condition).map(({ found }) => found.some((one) => one === code))),
    ),
    header('faults found'),
    ...rows([...new Set(bad.map(({ name }) => name))], (condition, name) =>
      share(
        bad
          .filter((one) => one.condition === condition && one.name === name)
          .map(({ wanted, found }) => found.some((one) => one === wanted)),
      ),
    ),
  ];
}

const factsOf = (good: readonly Measured[]): string[] => [
  ...new Set(good.flatMap(({ name, outcomes }) => outcomes.map(([fact]) => `${name}: ${fact}`))),
];

const header = (title: string): string =>
  `\n${title.padEnd(first)}${conditions.map((condition) => condition.padStart(other)).join('')}`;

const rows = (names: readonly string[], cell: (condition: string, name: string) => string): string[] =>
  names.length === 0
    ? ['(none)']
    : names.map(
        (name) => name.padEnd(first) + conditions.map((condition) => cell(condition, name).padStart(other)).join(''),
      );

const share = (claims: readonly boolean[]): string =>
  claims.length === 0 ? '–' : `${claims.filter(Boolean).length} of ${claims.length}`;
