import { expect, type Page } from '@playwright/test';
import type { World } from './world.ts';

/** Steps that several chapters share, by role and label, as a person does them. */
export async function logIn(page: Page, world: World, mobile: string, password: string): Promise<void> {
  await page.goto(`${world.portal}/`);
  await page.getByLabel('手机号').fill(mobile);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('link', { name: 'CA密码重置' }).first()).toBeVisible();
}

/** 读取: the bridge's window opens, 允许读取 is clicked, the window closes itself. */
export async function readUkey(page: Page): Promise<void> {
  const popup = page.context().waitForEvent('page');
  await page.getByRole('button', { name: '读取', exact: true }).click();
  const window = await popup;
  await window.getByRole('button', { name: '允许读取' }).click();
}
