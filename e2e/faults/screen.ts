import { type BrowserContext, expect, type Page } from '@playwright/test';
import { codesTo, smsCode } from './desk.ts';
import type { Customer } from './people.ts';
import type { Programs } from './programs.ts';

type At = Pick<Programs, 'portal' | 'sim' | 'advance'>;

/** A page of that customer's own browser, logged in. */
export async function pageOf(context: BrowserContext, at: At, { mobile, password }: Customer): Promise<Page> {
  const answer = await context.request.post(`${at.portal}/api/accounts.logIn`, {
    headers: { origin: at.portal },
    data: { mobile, password },
  });
  expect(answer.status()).toBe(200);
  return context.newPage();
}

/** 读取 up to the window's question. */
export async function askToRead(page: Page, at: At): Promise<Page> {
  await page.goto(`${at.portal}/reset`);
  const popup = page.context().waitForEvent('page');
  await page.getByRole('button', { name: '读取', exact: true }).click();
  const window = await popup;
  await expect(window.getByRole('button', { name: '允许读取' })).toBeVisible();
  return window;
}

/** 获取验证码 and 重置: the code is typed, 重置 is not pressed yet. */
export async function typeStepUp(page: Page, at: At, { mobile }: Customer, order: string): Promise<void> {
  at.advance(61);
  await page.goto(`${at.portal}/orders/${order}/reset`);
  const known = (await codesTo(at, mobile)).length;
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByLabel('短信验证码').fill(await smsCode(at, mobile, known));
}
export async function pressReset(page: Page): Promise<Page> {
  const popup = page.context().waitForEvent('page');
  await page.getByRole('button', { name: '重置', exact: true }).click();
  return popup;
}
/** Up to the window with its two PIN fields. */
export async function openReset(page: Page, at: At, customer: Customer, order: string): Promise<Page> {
  await typeStepUp(page, at, customer, order);
  const window = await pressReset(page);
  await expect(first(window)).toBeVisible();
  return window;
}
export const first = (window: Page) => window.getByLabel('新密码', { exact: true });
export const second = (window: Page) => window.getByLabel('确认新密码', { exact: true });

/** Types it twice and presses 重置. */
export async function typePinIn(window: Page, pin: string): Promise<void> {
  await first(window).fill(pin);
  await second(window).fill(pin);
  await window.getByRole('button', { name: '重置', exact: true }).click();
}
export const isDone = (window: Page) => expect(window.getByRole('heading', { name: '操作成功' })).toBeVisible();
