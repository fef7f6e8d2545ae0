import { whyNoPostgres } from '../../e2e/faults/cluster.ts';
import { runPeer } from '../peers/run.ts';
import type { Line } from './table.ts';

const leaves = 1_000_000;
const pairs = 400;

/** Verifying a log of many years, and what a leaf adds to the write it stands beside. Needs a PostgreSQL; without one it is left out, and said so. */
export async function measureAudit(): Promise<readonly Line[]> {
  const missing = whyNoPostgres();
  if (missing !== undefined) {
    console.log(`the audit log not measured: ${missing}`);
    return [];
  }
  const append = await runPeer('auditAppend.ts', [String(pairs)]);
  const verify = await runPeer('auditVerify.ts', [String(leaves)]);
  return [
    {
      what: 'a write with its audit leaf, to the same without',
      ms: append.ms,
      runs: pairs,
      against: '25 % more',
      limitMs: 1.25,
      unit: '×',
    },
    { what: `audit verify of ${leaves} rows`, ms: verify.ms, runs: 1, against: '60 s', limitMs: 60_000 },
  ];
}
