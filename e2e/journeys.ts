import { expect, type Locator, type Page } from '@playwright/test';
import { materials, paper } from './papers.ts';
import type { World } from './world.ts';

/** Steps that several chapters share, by role and label, as a person does them. */
export async function logIn(page: Page, world: World, mobile: string, password: string): Promise<void> {
  await page.goto(`${world.portal}/`);
  await page.getByLabel('手机号').fill(mobile);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('link', { name: 'CA密码重置' }).first()).toBeVisible();
}

export interface Customer {
  readonly mobile: string;
  readonly password: string;
  readonly organisation: string;
  readonly contact: string;
}
/** A customer of one test alone, so that no limit on SMS codes is shared with another. */
export const newCustomer = (mobile: string, organisation = '解锁示例（上海）科技有限公司'): Customer => ({
  mobile,
  password: 'Sample-log-in-7391',
  organisation,
  contact: '示例联系人',
});

/** 获取验证码, then the code from the phone into its field. */
export async function fillCode(page: Page, world: World, mobile: string): Promise<void> {
  const before = (await world.sms(mobile)).length;
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByLabel('短信验证码').fill(await world.code(mobile, before));
}

/** 注册, which also logs in. */
export async function register(page: Page, world: World, customer: Customer): Promise<void> {
  await page.goto(`${world.portal}/register`);
  await fillRegistration(page, world, customer);
  await expect(page.getByRole('heading', { name: `${customer.contact}，您好` })).toBeVisible();
}

/** The form of 注册, sent. */
export async function fillRegistration(page: Page, world: World, customer: Customer): Promise<void> {
  await page.getByLabel('手机号').fill(customer.mobile);
  await fillCode(page, world, customer.mobile);
  await page.getByLabel('密码', { exact: true }).fill(customer.password);
  await page.getByLabel('确认密码').fill(customer.password);
  await page.getByLabel('单位名称').fill(customer.organisation);
  await page.getByLabel('联系人姓名').fill(customer.contact);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: '注册', exact: true }).click();
}

/** 邮件通知, switched on with the code that came to the sim's mailbox. */
export async function noticesByMail(page: Page, world: World, address: string): Promise<void> {
  await page.goto(`${world.portal}/account/profile`);
  await page.getByRole('switch', { name: '同时用邮件通知我' }).click();
  await page.getByLabel('电子邮箱').fill(address);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await expect(page.getByText('验证码已发送，请查看邮箱。')).toBeVisible();
  const box = await page.context().newPage();
  const letters = box.getByRole('listitem').filter({ hasText: address });
  await expect(async () => {
    await box.goto(`${world.sim}/mail`);
    await expect(letters).toContainText(/\b\d{6}\b/, { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  const code = /\b\d{6}\b/.exec((await letters.locator('.letter').first().textContent()) ?? '')?.[0] ?? '';
  await box.close();
  await page.getByLabel('邮件验证码').fill(code);
  await page.getByRole('button', { name: '开启邮件通知' }).click();
  await expect(page.getByRole('main')).toContainText(`已开启，通知会同时发送到 ${address}。`);
}

/** One entry of the menu at the top right. */
export async function chooseInMenu(page: Page, contact: string, entry: '修改密码' | '退出登录'): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: contact }).click();
  await page.getByRole('button', { name: entry, exact: true }).click();
}

export async function logOut(page: Page, contact: string): Promise<void> {
  await chooseInMenu(page, contact, '退出登录');
  await expect(page.getByRole('heading', { name: '登录', exact: true })).toBeVisible();
}

/** 读取: the bridge's window opens, 允许读取 is clicked, the window closes itself. */
export async function readUkey(page: Page): Promise<void> {
  const popup = page.context().waitForEvent('page');
  await page.getByRole('button', { name: '读取', exact: true }).click();
  const window = await popup;
  await window.getByRole('button', { name: '允许读取' }).click();
  await expect.poll(() => window.isClosed()).toBe(true);
}

export interface Application {
  readonly customerName: string;
  readonly name: string;
  readonly idNumber: string;
  readonly mobile: string;
  readonly email: string;
}
/** A representative who does not exist: region 999999 is none, the check digit is right (GB 11643). */
export const application: Application = {
  customerName: '解锁示例（上海）科技有限公司',
  name: '示例经办人',
  idNumber: '999999199003071015',
  mobile: '19900010001',
  email: 'agent@example.com',
};

export async function fillForm(page: Page, form: Application): Promise<void> {
  await page.getByLabel('客户名称').fill(form.customerName);
  await page.getByLabel('经办人姓名').fill(form.name);
  await page.getByLabel('经办人身份证号').fill(form.idNumber);
  await page.getByLabel('经办人手机').fill(form.mobile);
  await page.getByLabel('电子邮箱').fill(form.email);
}

export async function upload(page: Page, ...names: readonly string[]): Promise<void> {
  for (const name of names) await page.getByLabel(name, { exact: true }).setInputFiles(await paper(page, name));
}

/** What is said of each material that the server holds. */
export const uploaded = (page: Page): Locator => page.getByRole('status').filter({ hasText: '已上传' });

/** CA密码重置 from 读取 to 确认提交. @returns the order's number. */
export async function apply(page: Page, world: World, serial: string): Promise<string> {
  await world.plug(serial);
  await page.goto(`${world.portal}/reset`);
  await readUkey(page);
  await expect(page.getByText(serial)).toBeVisible();
  await page.getByRole('button', { name: '下一步' }).click();
  await fillForm(page, application);
  await page.getByRole('checkbox').check();
  await upload(page, ...materials);
  await expect(uploaded(page)).toHaveCount(materials.length);
  await page.getByRole('button', { name: '确定', exact: true }).click();
  await page.getByRole('button', { name: '确认提交' }).click();
  return orderNumber(page);
}

/** The number in the heading of an order's page. */
export async function orderNumber(page: Page): Promise<string> {
  const heading = page.getByRole('heading', { name: /^订单 CA\d{8}/ });
  await expect(heading).toBeVisible();
  return (await heading.innerText()).replace('订单 ', '');
}

/** 密码重置 of an approved order: SMS code, the bridge's window, 操作成功 on both. The window is left open, as the person sees it. */
export async function resetPin(
  page: Page,
  world: World,
  step: { number: string; mobile: string; pin: string },
): Promise<Page> {
  await page.goto(`${world.portal}/orders/${step.number}`);
  await page.getByRole('button', { name: '密码重置', exact: true }).click();
  await fillCode(page, world, step.mobile);
  const popup = page.context().waitForEvent('page');
  await page.getByRole('button', { name: '重置', exact: true }).click();
  const window = await popup;
  await window.getByLabel('新密码', { exact: true }).fill(step.pin);
  await window.getByLabel('确认新密码').fill(step.pin);
  await window.getByRole('button', { name: '重置', exact: true }).click();
  await expect(window.getByRole('heading', { name: '操作成功' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '操作成功' })).toBeVisible();
  return window;
}
