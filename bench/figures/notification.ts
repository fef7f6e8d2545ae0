import { whyNoPostgres } from '../../e2e/faults/cluster.ts';
import { runPeer } from '../peers/run.ts';
import type { Line } from './table.ts';

/** A notification that is proven, kept, applied and thanked for may take this many times a bare signature check with one insert. */
const times = 2;
/** As many come at once after an hour in which the server was away. */
const atOnce = 64;

/** Both round by round in one process, on one database of that engine, which syncs what it writes. The figure is our time in units of the bare one. */
export async function measureNotification(rounds: number): Promise<readonly Line[]> {
  const missing = whyNoPostgres();
  if (missing !== undefined) console.log(`notifications on PostgreSQL not measured: ${missing}`);
  const lines: Line[] = [];
  for (const engine of missing === undefined ? ['embedded', 'postgres'] : ['embedded']) {
    const { ms: ratio } = await runPeer('notification.ts', [String(rounds), String(atOnce), engine]);
    lines.push({
      what: `notifications, ${atOnce} at once, ${engine}`,
      ms: ratio,
      runs: rounds,
      against: `${times} × a bare signature check with one insert`,
      limitMs: times,
      unit: '×',
    });
  }
  return lines;
}
