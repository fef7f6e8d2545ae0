import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoPostgres } from '../../e2e/faults/cluster.ts';
import { runPeer } from '../peers/run.ts';
import { type Line, median } from './table.ts';

const few = 10_000;
/** So much longer may it take at very many. */
const most = 1.3;

/**
 * What pages ask most, at very many orders against few. Needs a PostgreSQL on this machine; without one the figures are left out, and said so.
 * @throws Error when a plan reads a growing table from end to end.
 */
export async function measureScale(many: number, rounds: number): Promise<readonly Line[]> {
  const missing = whyNoPostgres();
  if (missing !== undefined) {
    console.log(`pages at many orders not measured: ${missing}`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-bench-'));
  try {
    const file = join(folder, 'took.json');
    await runPeer('scale/scale.ts', [file, ...[few, many, rounds].map(String)]);
    const { took, readWhole }: Told = JSON.parse(readFileSync(file, 'utf8'));
    if (readWhole.length > 0) throw new Error(`a page reads all of ${readWhole.join(', ')}`);
    return Object.entries(took).map(([name, times]) => ({
      what: `${name}, at ${many} orders`,
      ms: median(times.many),
      runs: rounds,
      against: `${most} × at ${few} (${median(times.few).toFixed(1)} ms)`,
      limitMs: most * median(times.few),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Told {
  readonly took: Readonly<Record<string, { readonly few: readonly number[]; readonly many: readonly number[] }>>;
  /** Growing tables that a plan read from end to end. */
  readonly readWhole: readonly string[];
}
