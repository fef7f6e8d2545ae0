import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { kills } from '../../../../e2e/money/kills.ts';
import { races } from '../../../../e2e/money/races.ts';
import { testEngines } from '../db/engines.ts';

const postgres = testEngines().find((engine) => engine.name === 'postgres');

/** An empty database of its own, by its address. */
async function onOwnDatabase<T>(run: (url: string) => Promise<T>): Promise<T> {
  const opened = await postgres?.openEmpty();
  if (!opened || !('url' in opened)) throw new Error('no PostgreSQL');
  try {
    return await run(String(opened.url));
  } finally {
    await opened.close();
  }
}
const clean = { unbalanced: 0, doubled: 0, lost: 0 };

test.skipIf(!postgres)(
  'whatever happens to its money at once, an order is paid once and every cent is accounted for',
  async () => {
    const seed = randomBytes(4).readUInt32BE() % 1_000_000;
    const said: string[] = [`seed ${seed}`];
    const tally = await onOwnDatabase((url) => races({ url, rounds: 25, seed, say: (line) => said.push(line) }));
    expect(tally, said.join('\n')).toMatchObject({ ...clean, rounds: 25, deadlocks: 0 });
    expect([...tally.ends.values()].reduce((sum, times) => sum + times, 0)).toBe(25);
  },
  120_000,
);

test.skipIf(!postgres)(
  'a server killed between two steps loses no money and doubles none',
  async () => {
    const said: string[] = [];
    const tally = await onOwnDatabase((url) => kills({ url, every: 17, say: (line) => said.push(line) }));
    expect(tally, said.join('\n')).toMatchObject(clean);
    expect(tally.rounds).toBeGreaterThanOrEqual(3);
  },
  240_000,
);
