import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOWN = 'JIESUO_E2E_SOWN';

/**
 * Playwright's globalSetup: the demo's data is made once, by a product that is started and stopped as a person would, and every world of
 * the run begins with a copy of it. @returns what removes it again.
 */
export default async function sow(): Promise<() => void> {
  const { startWorld } = await import('./world.ts');
  const dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-sown-'));
  const world = await startWorld({}, dataDir);
  await world.stop();
  process.env[SOWN] = dataDir;
  return () => rmSync(dataDir, { recursive: true, force: true });
}

/** Fills an empty data folder with what was sown for this run; outside of a run it stays empty, and the product makes its own. */
export function plant(dataDir: string): void {
  const sown = process.env[SOWN];
  if (sown !== undefined) cpSync(sown, dataDir, { recursive: true, filter: (path) => path !== join(sown, 'logs') });
}
