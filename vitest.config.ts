import { defineConfig } from 'vitest/config';

// Unit and vector tests beside the code. The lanes that need a browser, a PostgreSQL or a pcscd are named in scripts/test.js.
export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: ['apps/server/src/db/clusterForTests.ts'],
    // One worker opens its databases once and lends them to file after file: less than half the time.
    isolate: false,
    maxWorkers: 2,
    // No test depends on the clock: where it is busy, a first database takes its time.
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
