import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres, isAlive, stopCluster } from './testing/cluster.ts';
import { onServer } from './testing/databases.ts';

/**
 * vitest's globalSetup: one folder for each run, where the first test that needs them puts the embedded snapshot and the PostgreSQL cluster.
 * A run that needs neither pays nothing.
 */
export default function setup(): () => Promise<void> {
  sweepOrphans();
  const dir = makeRunFolder();
  process.env['JIESUO_TEST_DIR'] = dir;
  return async () => {
    const url = process.env['TEST_DATABASE_URL'];
    const template = join(dir, 'template');
    if (url && existsSync(template))
      await onServer(url, `drop database if exists ${readFileSync(template, 'utf8')} with (force)`);
    removeRunFolder(dir);
  };
}

const PREFIX = 'jiesuo-test-run-';

/** A run that was killed left its cluster running: the next run stops it. @param root where the runs' folders stand. */
export function sweepOrphans(root = tmpdir()): void {
  for (const name of readdirSync(root)) {
    const pid = name.startsWith(PREFIX) && Number(name.slice(PREFIX.length).split('-')[0]);
    if (!pid || isAlive(pid)) continue;
    try {
      removeRunFolder(join(root, name));
    } catch {
      // Its cluster cannot be stopped, or its number is another program's by now: what an earlier run left never fails this one.
    }
  }
}

export function makeRunFolder(): string {
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Stops the cluster when one was started, and removes all that the run kept. */
export function removeRunFolder(dir: string): void {
  const bin = findPostgres();
  if (bin) stopCluster(bin, join(dir, 'cluster'));
  rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
}
