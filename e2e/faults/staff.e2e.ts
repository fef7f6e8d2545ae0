import type { Page } from '@playwright/test';
import { staffLogIn } from '../desk.ts';
import { staffLogIns } from './desk.ts';
import type { Programs } from './programs.ts';
import { expect, test } from './test.ts';

/** The log-in of now: a code works once, so the clock goes on before each. */
async function logInOf(programs: Programs, name: string) {
  programs.advance(31);
  const found = (await staffLogIns(programs)).find((one) => one.name === name);
  if (!found) throw new Error(`the demo has no ${name}`);
  return found;
}
const logIn = (page: Page, programs: Programs, name: string) =>
  staffLogIn(page, { console: programs.console, staffLogIn: (wanted) => logInOf(programs, wanted) }, name);

/** Chromium's own authenticator, which verifies its user and presses by itself. */
async function plugAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
const menu = (page: Page) => page.getByRole('navigation', { name: '主菜单' });
async function choose(page: Page, person: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('button', { name: entry, exact: true }).click();
}
const stale = 6 * 60;

test('a passkey logs in; a sensitive act asks for a factor and goes on without losing the form', async ({
  page,
  programs,
}) => {
  test.setTimeout(180_000);
  await plugAuthenticator(page);
  await logIn(page, programs, 'administrator');
  await choose(page, '演示系统管理员', '账号安全');
  await page.getByRole('button', { name: '添加通行密钥' }).click();
  const naming = page.getByRole('dialog', { name: '添加通行密钥' });
  await naming.getByLabel('名称').fill('办公电脑');
  await naming.getByRole('button', { name: '添加通行密钥' }).click();
  await expect(page.getByRole('button', { name: '删除 办公电脑' })).toBeVisible();

  await choose(page, '演示系统管理员', '退出登录');
  await page.getByRole('button', { name: '使用通行密钥登录' }).click();
  await expect(menu(page)).toBeVisible();

  const promised = page.getByLabel('承诺审核时间（工作小时）');
  const stepUp = page.getByRole('dialog', { name: '请确认是您本人' });
  const save = () => page.getByRole('button', { name: '保存', exact: true }).click();
  await page.goto(`${programs.console}/settings`);
  programs.advance(stale);
  await promised.fill('9');
  await save();
  await stepUp.getByRole('button', { name: '取消' }).click();
  await expect(page.getByRole('alert')).toContainText('需要再次验证身份');
  await expect(promised).toHaveValue('9');
  await save();
  await stepUp.getByRole('button', { name: '使用通行密钥' }).click();
  await expect(page.getByText('已保存。')).toBeVisible();

  programs.advance(stale);
  await promised.fill('10');
  await save();
  await stepUp.getByLabel('动态码').fill((await logInOf(programs, 'administrator')).totp);
  await stepUp.getByRole('button', { name: '确认', exact: true }).click();
  await expect(stepUp).toBeHidden();
  await page.reload();
  await expect(promised).toHaveValue('10');
});

test('who is hired enrols with the one-time code, and gets duties from another administrator', async ({
  page,
  browser,
  programs,
}) => {
  test.setTimeout(180_000);
  await logIn(page, programs, 'administrator');
  await page.goto(`${programs.console}/staff`);
  await page.getByRole('button', { name: '添加员工' }).click();
  const hiring = page.getByRole('dialog', { name: '添加员工' });
  await hiring.getByLabel('账号').fill('sample');
  await hiring.getByLabel('姓名').fill('示例新人');
  await hiring.getByRole('button', { name: '添加员工' }).click();
  const shown = page.getByRole('dialog', { name: '一次性代码' });
  const code = (await shown.locator('code').innerText()).trim();
  await shown.getByRole('button', { name: '关闭' }).click();
  await expect(page.getByRole('row', { name: 'sample' })).toContainText('没有职责');

  const newcomer = await (await browser.newContext()).newPage();
  await plugAuthenticator(newcomer);
  await newcomer.goto(`${programs.console}/`);
  await newcomer.getByRole('link', { name: '第一次登录，或验证方式已重置' }).click();
  // The log-in page has a field of the same name.
  await expect(newcomer.getByRole('heading', { name: '设置登录方式' })).toBeVisible();
  await newcomer.getByLabel('账号').fill('sample');
  await newcomer.getByLabel('一次性代码').fill(code.toLowerCase());
  await newcomer.getByRole('button', { name: '下一步' }).click();
  await newcomer.getByLabel('设置密码').fill('a password of nobody');
  await newcomer.getByLabel('再输入一次密码').fill('a password of nobody');
  await newcomer.getByText('用通行密钥', { exact: true }).click();
  await newcomer.getByRole('button', { name: '创建通行密钥并登录' }).click();
  await expect(newcomer.getByText('您的账号还没有职责')).toBeVisible();

  const security = await (await browser.newContext()).newPage();
  await logIn(security, programs, 'security');
  await security.goto(`${programs.console}/staff`);
  await security.getByRole('button', { name: '示例新人 的职责' }).click();
  const granting = security.getByRole('dialog', { name: '示例新人 的职责' });
  await granting.getByLabel('审计管理员').check();
  await expect(granting.getByLabel('财务')).toBeDisabled();
  await granting.getByLabel('原因').fill('入职');
  await granting.getByRole('button', { name: '保存', exact: true }).click();
  await expect(security.getByRole('row', { name: 'sample' })).toContainText('审计管理员');

  // New duties begin with a new log-in, in place.
  await newcomer.goto(`${programs.console}/`);
  await newcomer.getByRole('button', { name: '使用通行密钥登录' }).click();
  await expect(menu(newcomer).getByRole('link', { name: '审计日志' })).toBeVisible();
});
