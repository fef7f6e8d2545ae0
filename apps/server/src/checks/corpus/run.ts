import { createReader } from '../reader/reader.ts';
import { caseNames, makeCase } from './cases.ts';
import { type Condition, conditions } from './conditions.ts';
import { type Measured, measure } from './measure.ts';
import { tableOf } from './table.ts';

const asOf = new Date('2026-11-22T00:00:00Z');
/** One paper is drawn while another is read. */
const lanes = 2;

interface Planned {
  readonly name: string;
  readonly condition: Condition;
  readonly subject: number;
}

/** Good papers under every condition; faults under two of the four, which go round: four subjects have each fault twice under each. */
const plan = (subjects: number): Planned[] =>
  Array.from({ length: subjects }, (_, subject) => subject).flatMap((subject) => [
    ...caseNames.own.flatMap((name) => conditions.map((condition) => ({ name, condition, subject }))),
    ...caseNames.faulty.flatMap((name, index) =>
      conditions.filter((_, at) => at % 2 === (subject + index) % 2).map((condition) => ({ name, condition, subject })),
    ),
  ]);

/**
 * Makes the corpus from its seed, reads it as the product does and prints how much was read rightly. `subjects` companies and persons with all their papers.
 * @returns whether nothing happened that must never happen: a number made up, or a paper that could not be read at all.
 */
export async function runCorpus({
  subjects,
  seed,
  say,
}: {
  subjects: number;
  seed: number;
  say: (line: string) => void;
}) {
  const reader = createReader();
  const all: Measured[] = [];
  let failed = 0;
  const left = plan(subjects);
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const { name, condition, subject } = next;
      const what = `${name}, ${condition}, subject ${subject}`;
      const made = await makeCase(name, condition, seed * 1000 + subject, asOf);
      const measured = await measure(reader, made, asOf).catch((error: unknown) => {
        failed += 1;
        say(`${what}: ${String(error)}`);
      });
      if (!measured) continue;
      all.push(measured);
      if (measured.isInvented) say(`${what}: a number was made up`);
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    reader.close();
  }
  for (const line of tableOf(all)) say(line);
  const times = all.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const seconds = (share: number) => ((times[Math.floor(times.length * share)] ?? 0) / 1000).toFixed(1);
  const invented = all.filter(({ isInvented }) => isInvented).length;
  say(`\none page, ${lanes} at once: median ${seconds(0.5)} s, slowest tenth from ${seconds(0.9)} s`);
  say(`papers ${all.length}, unread ${failed}, numbers made up ${invented}`);
  return failed === 0 && invented === 0;
}
