import { chromium } from '@playwright/test';
import { launchOptions } from './browser.ts';
import { isReady, staffPage } from './desk.ts';
import { startWorld } from './world.ts';

/** Every kind of answer that the review screen has without asking the server. */
const keys = ['a', 'a', '1', 'r', '1', '2', 'b', '0', '+', '-', 'm', 'Escape', 'Control+Enter', 'Escape'];
const pauseMs = 250;

/**
 * Presses the keys of a review in a browser over the whole product, so many times over.
 * @returns for each press the milliseconds from the key to the page's painted answer, by the browser's own clock. Not by its Event Timing:
 * that waits for a later frame where an answer is a filter only.
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
      // The frame that a key asked for has been painted when the next message after it is heard.
      const painted = (then: () => void) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = then;
          port2.postMessage(undefined);
        });
      const listen = ({ timeStamp }: KeyboardEvent) => painted(() => seen.push(performance.now() - timeStamp));
      window.addEventListener('keydown', listen, true);
    });
    for (let round = 0; round < rounds; round += 1)
      for (const key of keys) {
        await page.keyboard.press(key);
        await page.waitForTimeout(pauseMs);
      }
    const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen);
    if (seen.length < rounds * keys.length) throw new Error(`the page answered ${seen.length} keys only`);
    return seen;
  } finally {
    await browser.close();
    await world.stop();
  }
}
