import type { Page } from '@playwright/test';
import { staffPage } from './desk.ts';
import { application, newCustomer, readUkey, register, uploaded } from './journeys.ts';
import { logInAs, numberIn } from './pages.ts';
import { materials, paper } from './papers.ts';
import { test as untouchedTest } from './untouched.ts';
import { expect, test } from './world.ts';

/** Tab, as often as it takes until that control has the focus; a control that Tab never reaches fails here. */
async function tabTo(page: Page, role: 'textbox' | 'button' | 'checkbox', name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true });
  await expect(wanted).toBeEnabled();
  for (let i = 0; i < 60; i++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${name}`);
}
const type = async (page: Page, name: string, text: string) => {
  await tabTo(page, 'textbox', name);
  await page.keyboard.type(text);
};
const press = async (page: Page, name: string, key = 'Enter') => {
  await tabTo(page, 'button', name);
  await page.keyboard.press(key);
};

test('the log-in and the whole form are done by keyboard alone', async ({ page, world }) => {
  test.setTimeout(150_000);
  const customer = newCustomer('19900020010');
  await register(page, world, customer);
  await world.plug('JS2026000000002');
  await page.goto(`${world.portal}/reset`);
  await readUkey(page);
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByLabel('客户名称')).toBeVisible();
  await page.context().clearCookies();

  await page.goto(`${world.portal}/reset/form`);
  await expect(page.getByRole('heading', { name: '登录', exact: true })).toBeVisible();
  await type(page, '手机号', customer.mobile);
  await type(page, '密码', customer.password);
  await page.keyboard.press('Enter');

  await type(page, '客户名称', application.customerName);
  await type(page, '经办人姓名', application.name);
  await type(page, '经办人身份证号', application.idNumber);
  await type(page, '经办人手机', application.mobile);
  await type(page, '电子邮箱', application.email);
  await tabTo(page, 'checkbox', '我同意为本次办理收集、核对并保存经办人身份证影像');
  await page.keyboard.press('Space');
  for (const name of materials) {
    const choosing = page.waitForEvent('filechooser');
    await press(page, name, 'Space');
    await (await choosing).setFiles(await paper(page, name));
  }
  await expect(uploaded(page)).toHaveCount(materials.length);
  await press(page, '确定');
  await expect(page.getByText('请核对各项信息')).toBeVisible();
  await press(page, '取消');
  await expect(page.getByLabel('客户名称')).toHaveValue(application.customerName);
});

test('the first Tab leads past the menu, and a menu opened by keyboard closes with Escape', async ({ page, world }) => {
  await page.goto(`${world.portal}/log-in`);
  await type(page, '手机号', '19900000001');
  await type(page, '密码', 'Demo-customer-2026');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('您好');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('您好');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  const corner = page.getByRole('banner').getByRole('button', { name: '示例张三' });
  await corner.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '修改密码' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: '修改密码' })).toHaveCount(0);
  await expect(corner).toBeFocused();
});

untouchedTest(
  'a way to pay is chosen, and a bank transfer confirmed or let be, by keyboard alone',
  async ({ page, world, browser }) => {
    await logInAs(page, world, 'second');
    const number = await numberIn(page, world, '待支付');
    await page.goto(`${world.portal}/orders/${number}/pay`);
    const ways = page.getByRole('radiogroup', { name: '支付方式' });
    await ways.getByRole('radio', { checked: true }).focus();
    for (let i = 0; i < 3 && !(await ways.getByRole('radio', { name: '对公转账' }).isChecked()); i++)
      await page.keyboard.press('ArrowRight');
    await expect(ways.getByRole('radio', { name: '对公转账' })).toBeChecked();
    await expect(page.getByRole('main')).toContainText('转账回单（可选）');

    const finance = await staffPage(browser, world, 'finance');
    await finance.goto(`${world.console}/payments`);
    await press(finance, `确认收款 ${number}`);
    const dialog = finance.getByRole('dialog');
    await type(finance, '到账金额（元）', '1');
    await type(finance, '付款人', '示例付款人');
    await press(finance, '确认收款');
    await expect(dialog.getByLabel('到账金额（元）')).toHaveAttribute('aria-invalid', 'true');
    await finance.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(finance.getByRole('button', { name: `确认收款 ${number}` })).toBeFocused();
    await finance.context().close();
  },
);
