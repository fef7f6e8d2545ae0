import { runPeer } from '../peers/run.ts';
import type { Line } from './table.ts';

/** A notification that is proven, kept, applied and thanked for may take this many times a bare signature check with one insert. */
const times = 2;

/** Both turn by turn in one process, on one embedded database. The peer says our time in units of the bare one. */
export async function measureNotification(runs: number): Promise<readonly Line[]> {
  const { ms: ratio } = await runPeer('notification.ts', [String(runs)]);
  return [
    {
      what: 'notification handled, in bare checks and inserts',
      ms: ratio,
      runs,
      against: `${times} × a bare signature check with one insert`,
      limitMs: times,
    },
  ];
}
