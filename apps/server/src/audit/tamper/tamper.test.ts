import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { everyEngine } from '../../trial.ts';
import { bendLog, fillLog } from './rounds.ts';

everyEngine('whatever a superuser changes, removes, swaps or inserts behind the server’s back is found', async (t) => {
  await fillLog(t.ctx);
  const seed = Math.floor(Math.random() * 2 ** 31);
  const said: string[] = [];
  const { undetected, kinds } = await bendLog(t.ctx, { rounds: 24, seed, say: (line) => void said.push(line) });
  expect(undetected, `seed ${seed}: ${said.join('\n')}`).toEqual([]);
  expect(kinds.size).toBeGreaterThan(3);
  expect(readdirSync(t.ctx.config.audit.mirrorDir).toSorted()).toEqual(['checkpoint', 'checkpoints', 'tile']);
});
