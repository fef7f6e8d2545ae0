import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres, stopCluster } from './testing/cluster.ts';
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

/** A run that was killed left its cluster running: the next run stops it. */
function sweepOrphans(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) && Number(name.slice(PREFIX.length).split('-')[0]);
    if (pid && !isAlive(pid)) removeRunFolder(join(tmpdir(), name));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
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
