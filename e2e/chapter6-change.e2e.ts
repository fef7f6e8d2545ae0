import type { Page } from '@playwright/test';
import { test as base, expect, startWorld, type World } from './world.ts';

/** A product of its own: other chapters change what this UKey's PIN is. */
const test = base.extend<{ own: World }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's dependencies from this pattern.
  own: async ({}, use) => {
    const own = await startWorld();
    await use(own);
    await own.stop();
  },
});

/** 'healthy' of the demo: its PIN is known. */
const serial = 'JS2026000000002';
const known = 'Demo-pin-2026';
const changed = 'Walnut#61river';

async function openChange(page: Page, portal: string): Promise<Page> {
  await page.goto(`${portal}/help`);
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: '打开证书助手，修改CA密码' }).click();
  return opened;
}

test('a PIN that is still known is changed without order or log-in, and the page that opened the window has no part in it', async ({
  page,
  own: world,
}) => {
  test.setTimeout(120_000);
  await world.plug(serial);
  const window = await openChange(page, world.portal);
  await window.getByRole('button', { name: '查看KEY', exact: true }).click();
  await window.getByRole('button', { name: '修改这个KEY的密码' }).click();
  await type(window, 'Wrong-pin-11');
  await expect(window.getByText('现在的密码不正确，没有修改。')).toBeVisible();
  await type(window, known);
  await expect(window.getByText('密码已修改')).toBeVisible();
  expect(await world.verifyPin(serial, changed)).toBe(true);
});

async function type(window: Page, present: string): Promise<void> {
  await window.getByLabel('现在的密码', { exact: true }).fill(present);
  await window.getByLabel('新密码', { exact: true }).fill(changed);
  await window.getByLabel('确认新密码', { exact: true }).fill(changed);
  await window.getByRole('button', { name: '修改', exact: true }).click();
}
