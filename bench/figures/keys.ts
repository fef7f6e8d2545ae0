import { runPeer } from '../peers/run.ts';
import type { Line } from './table.ts';

const limitMs = 150;

/** The keyboard robot: what the page takes to paint its answer to a key, the slowest of all. */
export async function measureKeys(rounds: number): Promise<readonly Line[]> {
  const { ms } = await runPeer('keys.ts', [String(rounds)]);
  return [{ what: 'slowest key of a review, until painted', ms, runs: rounds, against: `${limitMs} ms`, limitMs }];
}
