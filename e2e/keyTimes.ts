import { chromium } from '@playwright/test';
import { launchOptions } from './browser.ts';
import { isReady, staffPage } from './desk.ts';
import { startWorld } from './world.ts';

/** Every kind of answer that the review screen has without asking the server. */
const keys = ['a', 'a', '1', 'r', '1', '2', 'b', '0', '+', '-', 'm', 'Escape', 'Control+Enter', 'Escape'];
const pauseMs = 250;

/**
 * Presses the keys of a review in a browser over the whole product, so many times over.
 * @returns for each press the milliseconds until the page had painted its answer, by the browser's own clock (Event Timing; what is quicker than a frame counts as 16).
 */
export async function keyTimes(rounds: number): Promise<number[]> {
  const world = await startWorld();
  const browser = await chromium.launch(await launchOptions());
  try {
    const page = await staffPage(browser, world, 'reviewer');
    await page.goto(`${world.console}/reviews`);
    await page.getByRole('table').waitFor();
    await page.keyboard.press('n');
    await isReady(page);
    await page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(window, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.name === 'keydown') seen.push(entry.duration);
      }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    });
    let pressed = 0;
    for (let round = 0; round < rounds; round += 1)
      for (const key of keys) {
        await page.keyboard.press(key);
        pressed += 1;
        await page.waitForTimeout(pauseMs);
      }
    const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen);
    if (seen.length === 0) throw new Error('the browser timed no key');
    return [...seen, ...Array<number>(Math.max(0, pressed - seen.length)).fill(16)];
  } finally {
    await browser.close();
    await world.stop();
  }
}
