import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from '@playwright/test';
import { staffPage, takeFirst } from './desk.ts';
import { application, fillCode, fillForm, readUkey } from './journeys.ts';
import {
  consolePages,
  logInAs,
  numberIn,
  type Orders,
  type Place,
  portalPages,
  settled,
  type Viewer,
} from './pages.ts';
import { stirMoney } from './paying.ts';
import { dataIn, foreignWords } from './speech.ts';
import { expect, test } from './untouched.ts';
import type { World } from './world.ts';

const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };
test.describe.configure({ timeout: 240_000 });

/** Chinese on the wide screen, then English on the narrow one: no mixed text, nothing wider than the screen, nothing that axe finds serious. */
async function judge(page: Page, origin: string, { name, path }: Place): Promise<void> {
  const data = dataIn(page);
  await page.setViewportSize(wide);
  await page.goto(`${origin}${path}`);
  await settled(page);
  await judgeScreen(page, 'zh', `${name} zh 1440`, data.strings);
  await page.getByRole('button', { name: 'English', exact: true }).click();
  await page.setViewportSize(narrow);
  await settled(page);
  await judgeScreen(page, 'en', `${name} en 390`, data.strings);
  await page.getByRole('button', { name: '中文', exact: true }).click();
  data.stop();
}

async function judgeScreen(page: Page, language: 'zh' | 'en', name: string, data: ReadonlySet<string>): Promise<void> {
  // The window's buttons are dim for a second after it gets the focus, and then brighten: neither is how they look.
  await page
    .waitForFunction(
      () =>
        !document.querySelector('.acts button:disabled') &&
        document
          .getAnimations()
          .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
      undefined,
      { timeout: 5_000 },
    )
    .catch(() => undefined);
  await expect.soft(page.locator('html'), name).toHaveAttribute('lang', language === 'zh' ? 'zh-CN' : 'en');
  expect.soft(await foreignWords(page, language, data), `${name}: words of the other language`).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect.soft(overflow, `${name}: wider than the screen`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect
    .soft(
      bad.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`),
      `${name}: axe`,
    )
    .toEqual([]);
}

async function ordersOf(page: Page, world: World): Promise<Orders> {
  const found = { awaiting: '', unpaid: '', rejected: '', completed: '' };
  await logInAs(page, world, 'second');
  found.unpaid = await numberIn(page, world, '待支付');
  found.rejected = await numberIn(page, world, '审核不通过');
  await page.context().clearCookies();
  await logInAs(page, world, 'third');
  found.completed = await numberIn(page, world, '已完成');
  await page.context().clearCookies();
  await logInAs(page, world, 'first');
  found.awaiting = await numberIn(page, world, '待重置');
  return found;
}

test('every page of the portal speaks Chinese and English without mixing them, fits a phone, and passes axe', async ({
  page,
  world,
}) => {
  const orders = await ordersOf(page, world);
  await world.plug('JS2026000000001');
  await page.goto(`${world.portal}/reset`);
  await readUkey(page);
  await page.getByRole('button', { name: '下一步' }).click();
  await fillForm(page, application);
  await expect(page.getByText('已保存', { exact: true }).first()).toBeVisible();
  const pages = portalPages(orders);
  for (const viewer of ['first', 'second', 'third', 'anyone'] as const satisfies readonly Viewer[]) {
    if (viewer !== 'first') await page.context().clearCookies();
    if (viewer === 'second' || viewer === 'third') await logInAs(page, world, viewer);
    for (const place of pages[viewer]) await test.step(place.name, () => judge(page, world.portal, place));
  }
});

test('every page of the console speaks Chinese and English without mixing them, fits a phone, and passes axe', async ({
  browser,
  world,
}) => {
  const reviewer = await staffPage(browser, world, 'reviewer');
  const order = await takeFirst(reviewer, world);
  await reviewer.context().close();
  const finance = await staffPage(browser, world, 'finance');
  const paid = await stirMoney(finance, world);
  await finance.context().close();
  for (const [name, places] of Object.entries(consolePages(order, paid))) {
    const page =
      name === 'anyone' ? await (await browser.newContext()).newPage() : await staffPage(browser, world, name);
    for (const place of places) await test.step(place.name, () => judge(page, world.console, place));
    await page.context().close();
  }
});

test('the bridge’s window speaks both languages, each without the other, and passes axe', async ({ page, world }) => {
  const openWindow = async (context: BrowserContext, press: () => Promise<void>) => {
    const popup = context.waitForEvent('page');
    await press();
    return popup;
  };
  await world.plug('JS2026000000003');
  await logInAs(page, world, 'first');
  const number = await numberIn(page, world, '待重置');
  const data = new Set([
    '解锁示例（上海）科技有限公司',
    '示例数字证书认证中心（演示）',
    'JS2026000000003',
    number,
    world.portal,
    // The window's switch names the other language.
    '中文',
    'English',
  ]);
  const judgeWindow = async (window: Page, name: string) => {
    await judgeScreen(window, 'zh', `${name} zh`, data);
    await window.getByRole('button', { name: 'English' }).click();
    await judgeScreen(window, 'en', `${name} en`, data);
    await window.close();
  };
  await page.goto(`${world.portal}/reset`);
  const reading = await openWindow(page.context(), () =>
    page.getByRole('button', { name: '读取', exact: true }).click(),
  );
  await expect(reading.getByRole('button', { name: '允许读取' })).toBeEnabled();
  await judgeWindow(reading, 'read');
  await page.goto(`${world.portal}/orders/${number}/reset`);
  await fillCode(page, world, '19900000001');
  const resetting = await openWindow(page.context(), () =>
    page.getByRole('button', { name: '重置', exact: true }).click(),
  );
  await expect(resetting.getByLabel('新密码', { exact: true })).toBeVisible();
  await judgeWindow(resetting, 'pin');
});
