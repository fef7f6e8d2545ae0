import { test as base } from '@playwright/test';
import { freePorts } from '../world.ts';
import { openCluster } from './cluster.ts';
import { type Demo, type Programs, readDemo, startPrograms } from './programs.ts';
import { openTap, type Tap } from './tap.ts';

/** One set of programs for each worker; who kills one starts it again. */
export const test = base.extend<object, { engine: 'embedded' | 'postgres'; tap: Tap; programs: Programs; demo: Demo }>({
  engine: ['embedded', { scope: 'worker', option: true }],
  tap: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's dependencies from this pattern.
    async ({}, use) => {
      const [cards = 0] = await freePorts(1);
      const tap = await openTap(cards);
      await use(tap);
      await tap.close();
    },
    { scope: 'worker' },
  ],
  programs: [
    async ({ engine, tap }, use) => {
      const cluster = engine === 'postgres' ? openCluster() : undefined;
      const env: Record<string, string> = cluster ? { DATABASE_URL: cluster.url } : {};
      const programs = await startPrograms({ env, cardPort: tap.cardPort, bridge: { virtualPort: tap.port } });
      await programs.start('sim', 'server', 'bridge');
      await use(programs);
      await programs.stop();
      cluster?.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  demo: [
    async ({ programs }, use) => {
      await use(readDemo(programs));
    },
    { scope: 'worker' },
  ],
});
export { expect } from '@playwright/test';
