import { test as base } from '@playwright/test';
import { freePorts } from '../world.ts';
import { type Demo, type Programs, readDemo, startPrograms } from './programs.ts';
import { openTap, type Tap } from './tap.ts';

/** One set of programs for each worker; who kills one starts it again. */
export const test = base.extend<object, { tap: Tap; programs: Programs; demo: Demo }>({
  tap: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's dependencies from this pattern.
    async ({}, use) => {
      const [cards = 0] = await freePorts(1);
      const tap = await openTap(cards);
      await use(tap);
      await tap.close();
    },
    { scope: 'worker' },
  ],
  programs: [
    async ({ tap }, use) => {
      const programs = await startPrograms({ cardPort: tap.cardPort, bridge: { virtualPort: tap.port } });
      await programs.start('sim', 'server', 'bridge');
      await use(programs);
      await programs.stop();
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
