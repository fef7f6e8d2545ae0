import { spawnSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Line } from './figures/table.ts';
import { root } from './ground/ground.ts';

// Of the moment at which the first figure begins: afterwards it is the bench's own.
const load = loadavg()[0] ?? 0;

/** Adds one line of JSON to bench/history.jsonl, says on what it was measured, and writes the same into bench/last.json. */
export function keepRun(lines: readonly Line[]): void {
  const said = spawnSync('git', ['describe', '--always', '--dirty'], { cwd: root, encoding: 'utf8' }).stdout;
  const run = {
    at: new Date().toISOString(),
    commit: said?.trim() || null,
    machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}`,
    load: Number(load.toFixed(1)),
    node: process.version,
    figures: lines.map(({ what, ms, unit = 'ms', runs, against, limitMs }) => ({
      what,
      measured: rounded(ms),
      unit,
      runs,
      limit: rounded(limitMs),
      against,
      ratio: rounded(ms / limitMs),
    })),
  };
  appendFileSync(join(root, 'bench', 'history.jsonl'), `${JSON.stringify(run)}\n`);
  writeFileSync(join(root, 'bench', 'last.json'), `${JSON.stringify(run, null, 2)}\n`);
  console.log(`${run.machine}, load ${run.load}, Node ${run.node}, ${run.commit ?? 'no commit'}`);
}

const rounded = (value: number) => Number(value.toPrecision(4));
