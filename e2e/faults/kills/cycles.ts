import { setTimeout as sleep } from 'node:timers/promises';
import { openCluster } from '../cluster.ts';
import { plug } from '../desk.ts';
import { readDemo, startPrograms } from '../programs.ts';
import { createDice } from '../random/dice.ts';
import { judgeInside, judgeOutside } from './judge.ts';
import { startLoad } from './load.ts';

export interface Cycles {
  readonly rounds: number;
  readonly seed: number;
  readonly engine: 'embedded' | 'postgres';
  readonly say: (line: string) => void;
}
export interface CycleTally {
  readonly rounds: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly faults: readonly string[];
  readonly slowestSeconds: number;
}

/** A kill falls at any moment of so many after the server is ready. */
const lifeMs = 2_500;

/**
 * Kills the server (SIGKILL) again and again at moments drawn from `seed`, while people use it; it starts on the same data each time.
 * Then everybody looks for what they were told was done, and the database is read.
 */
export async function cycles({ rounds, seed, engine, say }: Cycles): Promise<CycleTally> {
  const dice = createDice(seed);
  const cluster = engine === 'postgres' ? openCluster(true) : undefined;
  const env: Record<string, string> = cluster ? { DATABASE_URL: cluster.url } : {};
  const programs = await startPrograms({ env });
  let slowestSeconds = 0;
  try {
    await programs.start('sim', 'server', 'bridge');
    const serial = readDemo(programs).parts['main'] ?? '';
    await plug(programs, serial);
    const load = startLoad(programs, serial);
    for (let round = 1; round <= rounds; round++) {
      await sleep(dice.roll(lifeMs));
      await programs.kill('server');
      const at = performance.now();
      await programs.start('server');
      slowestSeconds = Math.max(slowestSeconds, (performance.now() - at) / 1000);
      if (round % 50 === 0) say(`${round} of ${rounds}`);
    }
    await sleep(lifeMs);
    await load.stop();
    const { ledger } = load;
    const outside = await judgeOutside(programs, ledger);
    await programs.halt();
    const inside = await judgeInside(programs, cluster?.url);
    const [lost, doubled] = [
      [...outside.lost, ...inside.lost],
      [...outside.doubled, ...inside.doubled],
    ];
    for (const what of lost) say(`✗ lost: ${what}`);
    for (const what of doubled) say(`✗ doubled: ${what}`);
    const acknowledged = ledger.customers.length + ledger.addresses.size + ledger.orders.size;
    say(`${ledger.customers.length} accounts, ${ledger.addresses.size} addresses, ${ledger.orders.size} orders`);
    return { rounds, acknowledged, lost: lost.length, doubled: doubled.length, faults: ledger.faults, slowestSeconds };
  } finally {
    await programs.stop();
    cluster?.close();
  }
}
