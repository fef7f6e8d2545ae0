import { whyNoPostgres } from '../../e2e/faults/cluster.ts';
import { runPeer } from '../peers/run.ts';
import type { Line } from './table.ts';

const ledger = 1_000_000;
const billLines = 10_000;
const limitMs = 20_000;
const megabytesMost = 300;

/** A day's bill against a ledger of many years. Needs a PostgreSQL on this machine; without one the figure is left out, and said so. */
export async function measureReconcile(): Promise<readonly Line[]> {
  const missing = whyNoPostgres();
  if (missing !== undefined) {
    console.log(`reconciliation not measured: ${missing}`);
    return [];
  }
  const { ms } = await runPeer('reconcile.ts', [ledger, billLines, megabytesMost].map(String));
  return [
    {
      what: `a bill of ${billLines} against ${ledger} rows`,
      ms,
      runs: 1,
      against: `${limitMs / 1000} s, within ${megabytesMost} MB`,
      limitMs,
    },
  ];
}
