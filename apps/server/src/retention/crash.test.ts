import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testEngines } from '../db/engines.ts';
import type { Said } from './crash.stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiesuo-retention-crash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const program = new URL('./crash.stage.ts', import.meta.url).pathname;
const run = (env: object) => {
  const { signal, stdout } = spawnSync(process.execPath, [program, JSON.stringify(env)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { signal, stdout };
};

for (const engine of testEngines())
  for (const [when, dies] of [
    ['inside the transaction of a deletion', 'in_transaction'],
    ['after it, when one of two files is gone', 'between_files'],
  ] as const)
    test(`a kill -9 ${when} is healed by the next run (${engine.name})`, { timeout: 240_000 }, async () => {
      const opened = await engine.openEmpty();
      try {
        const env = {
          DATA_DIR: mkdtempSync(join(folder, 'data-')),
          ...('url' in opened ? { DATABASE_URL: opened.url } : {}),
        };
        expect(run({ ...env, dies })).toEqual({ signal: 'SIGKILL', stdout: '' });
        const healed: Said = {
          stored: 0,
          orphans: [],
          missing: [],
          broken: [],
          leaving: [],
          drafts: 0,
          deletions: 1,
        };
        expect(JSON.parse(run(env).stdout)).toEqual(healed);
      } finally {
        await opened.close();
      }
    });
