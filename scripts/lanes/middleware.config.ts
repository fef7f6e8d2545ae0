import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const lane = process.env['JIESUO_LANE'] ?? '';

/** The tests of one lane, `<name>.<lane>.test.ts`. They share one middleware (one pcscd, one screen) and run one after another. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: [`packages/*/src/**/*.${lane}.test.ts`, `apps/*/src/**/*.${lane}.test.ts`],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
