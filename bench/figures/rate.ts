import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoPostgres } from '../../e2e/faults/cluster.ts';
import { runPeer } from '../peers/run.ts';
import { type Line, median } from './table.ts';

/** Of the smallest handler's rate, ours reaches at least so much. */
const least = 0.6;

/** 我的订单 and one order over HTTP, by sixteen browsers at once, against the smallest Fastify with pg that sends the same rows. */
export async function measureRate(orders: number, rounds: number): Promise<readonly Line[]> {
  const missing = whyNoPostgres();
  if (missing !== undefined) {
    console.log(`rates not measured: ${missing}`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-bench-'));
  try {
    const file = join(folder, 'took.json');
    await runPeer('rate/rate.ts', [file, String(orders), String(rounds)]);
    const took: Readonly<Record<string, { readonly ours: readonly number[]; readonly smallest: readonly number[] }>> =
      JSON.parse(readFileSync(file, 'utf8'));
    return Object.entries(took).map(([name, { ours, smallest }]) => ({
      what: `${name} a request, PostgreSQL, 16 at once`,
      ms: 1000 / median(ours),
      runs: rounds,
      against: `the smallest handler (${(1000 / median(smallest)).toFixed(2)} ms) / ${least}`,
      limitMs: 1000 / median(smallest) / least,
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
