import { createReader } from '../reader/reader.ts';
import { caseNames, makeCase } from './cases.ts';
import { conditions } from './conditions.ts';
import { type Measured, measure } from './measure.ts';
import { tableOf } from './table.ts';

const asOf = new Date('2026-11-22T00:00:00Z');

/**
 * Makes the corpus from its seed, reads it as the product does and prints how much was read rightly. `subjects` companies with all their papers.
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
  try {
    for (let subject = 0; subject < subjects; subject += 1)
      for (const name of [...caseNames.own, ...caseNames.faulty])
        for (const condition of conditions) {
          const made = await makeCase(name, condition, seed * 1000 + subject, asOf);
          const measured = await measure(reader, made, asOf).catch((error: unknown) => {
            failed += 1;
            say(`${name}, ${condition}, subject ${subject}: ${String(error)}`);
          });
          if (!measured) continue;
          all.push(measured);
          if (measured.isInvented) say(`${name}, ${condition}, subject ${subject}: a number was made up`);
        }
  } finally {
    reader.close();
  }
  for (const line of tableOf(all)) say(line);
  const times = all.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const seconds = (share: number) => ((times[Math.floor(times.length * share)] ?? 0) / 1000).toFixed(1);
  const invented = all.filter(({ isInvented }) => isInvented).length;
  say(`\none page: median ${seconds(0.5)} s, slowest tenth from ${seconds(0.9)} s`);
  say(`papers ${all.length}, unread ${failed}, numbers made up ${invented}`);
  return failed === 0 && invented === 0;
}
