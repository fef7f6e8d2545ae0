import { expect, test } from '@playwright/test';
import { cycles } from './kills/cycles.ts';

const seed = Number(process.env['FAULTS_SEED'] ?? 1 + Math.floor(Math.random() * 2 ** 31));

test('a server that is killed again and again under load loses nothing that it answered, and does nothing twice', async () => {
  test.setTimeout(300_000);
  const said: string[] = [`seed ${seed}`];
  const tally = await cycles({ rounds: 3, seed, engine: 'embedded', say: (line) => said.push(line) });
  expect([tally.lost, tally.doubled, tally.faults], said.join('\n')).toEqual([0, 0, []]);
  expect(tally.acknowledged).toBeGreaterThan(0);
});
