import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** One pcscd a machine, so these tests run one after another and alone. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['packages/*/src/**/*.pcscd.test.ts', 'apps/*/src/**/*.pcscd.test.ts'],
    env: { JIESUO_LANE: 'pcscd' },
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
