import { expect, test } from '@playwright/test';
import { rolled, soak } from './random/soak.ts';

const runs = 6;
const seed = Number(process.env['FAULTS_SEED'] ?? 1 + Math.floor(Math.random() * 2 ** 31));

test(`${runs} resets with a random mishap each complete at the latest at one more try`, async () => {
  test.setTimeout(300_000);
  console.log(`种子 seed ${seed}`);
  const said: string[] = [];
  const { completed, resumed, burnt } = await soak({
    rounds: rolled(runs, seed),
    workers: 1,
    say: (line) => said.push(line),
  });
  expect(said).toEqual([]);
  expect([completed + resumed, burnt]).toEqual([runs, 0]);
});
