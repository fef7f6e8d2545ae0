import { test as base, startWorld, type World } from './world.ts';

/** Other chapters move the demo's orders on: those that want to find it as it was share a product of their own. */
export const test = base.extend<object, { world: World }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's dependencies from this pattern.
    async ({}, use) => {
      const world = await startWorld();
      await use(world);
      await world.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
export { expect } from './world.ts';
