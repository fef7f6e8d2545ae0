import { defineConfig } from '@playwright/test';
import { launchOptions } from './browser.ts';

/** Journeys as the manual's chapters, over the real server, pages and bridge. Each worker has a whole product of its own. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  globalSetup: './sow.ts',
  workers: 4,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  forbidOnly: true,
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    launchOptions: await launchOptions(),
    actionTimeout: 20_000,
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
