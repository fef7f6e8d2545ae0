import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sweepOrphans } from './clusterForTests.ts';

const GONE = 2 ** 22 + 1; // above the highest process number that Linux gives

function leftBy(run: number, cluster: number): { root: string; folder: string } {
  const root = mkdtempSync(join(tmpdir(), 'jiesuo-sweep-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folder = join(root, `jiesuo-test-run-${run}-abc`);
  mkdirSync(join(folder, 'cluster', 'data'), { recursive: true });
  writeFileSync(join(folder, 'cluster', 'data', 'postmaster.pid'), `${cluster}\n`);
  return { root, folder };
}

test('the folder of a run whose cluster went with its machine is swept', () => {
  const { root, folder } = leftBy(GONE, GONE);
  sweepOrphans(root);
  expect(existsSync(folder)).toBe(false);
});

test('a cluster that cannot be stopped does not fail the next run', () => {
  const { root } = leftBy(GONE, 1);
  expect(() => sweepOrphans(root)).not.toThrow();
});

test('the folder of a run that still runs is left alone', () => {
  const { root, folder } = leftBy(process.pid, GONE);
  sweepOrphans(root);
  expect(existsSync(folder)).toBe(true);
});
