import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoPostgres } from '../../e2e/faults/cluster.ts';
import { runPeer } from '../peers/run.ts';
import { type Line, median } from './table.ts';

const few = 10_000;
const many = 1_000_000;
const reviewers = 50;
const rounds = 5;

/** The review desk at very many orders against few, and fifty reviewers who ask at once. Needs a PostgreSQL on this machine; without one the figures are left out, and said so. */
export async function measureDesk(): Promise<readonly Line[]> {
  const missing = whyNoPostgres();
  if (missing !== undefined) {
    console.log(`review desk not measured: ${missing}`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-bench-'));
  try {
    const file = join(folder, 'took.json');
    await runPeer('desk/desk.ts', [file, ...[few, many, reviewers, rounds].map(String)]);
    const took: Record<'few' | 'many' | 'together' | 'counts', number[]> = JSON.parse(readFileSync(file, 'utf8'));
    const [small, together] = [median(took.few), median(took.together)];
    return [
      {
        what: `next order, opened, at ${many} orders`,
        ms: median(took.many),
        runs: took.many.length,
        against: `1.3 × at ${few} (${small.toFixed(1)} ms)`,
        limitMs: 1.3 * small,
      },
      {
        what: `p99 of ${reviewers} who ask at once, no double`,
        ms: took.together.toSorted((a, b) => a - b)[Math.ceil(took.together.length * 0.99) - 1] ?? Number.NaN,
        runs: took.together.length,
        against: `5 × the median (${together.toFixed(1)} ms)`,
        limitMs: 5 * together,
      },
      {
        what: `the queue's counts at ${many} orders`,
        ms: median(took.counts),
        runs: took.counts.length,
        against: 'next order, opened, at few',
        limitMs: small,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
