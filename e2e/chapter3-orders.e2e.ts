import type { Page } from '@playwright/test';
import { staffPage } from './desk.ts';
import { chargeFee } from './fee.ts';
import { apply, logIn, newCustomer, register } from './journeys.ts';
import { chooseChannel } from './paying.ts';
import { expect, test } from './world.ts';

const builder = { mobile: '19900000002', password: 'Demo-customer-2026' };
const rowOf = (page: Page, number: string) => page.getByRole('row', { name: number });

test.describe('while a fee is asked for', () => {
  test.beforeAll(({ browser, world }) => chargeFee(browser, world, '120.50'));
  test.afterAll(({ browser, world }) => chargeFee(browser, world, '0'));

  test('an order waits for the bank transfer that names it, and the confirmed payment starts the review', async ({
    page,
    world,
    browser,
  }) => {
    test.setTimeout(180_000);
    await register(page, world, newCustomer('19900020006'));
    const number = await apply(page, world, 'JS2026000000001');
    await page.goto(`${world.portal}/orders`);
    await expect(rowOf(page, number)).toContainText('待支付');
    await expect(rowOf(page, number)).toContainText('120.50');
    await rowOf(page, number).getByRole('button', { name: '前往支付' }).click();
    await chooseChannel(page, '对公转账');
    for (const fact of [number, '¥120.50']) await expect(page.getByRole('main')).toContainText(fact);

    const finance = await staffPage(browser, world, 'finance');
    await finance.goto(`${world.console}/payments`);
    await finance.getByRole('button', { name: `确认收款 ${number}` }).click();
    const dialog = finance.getByRole('dialog');
    await dialog.getByLabel('到账金额（元）').fill('120');
    await dialog.getByLabel('付款人').fill('解锁示例(上海)科技有限公司');
    await dialog.getByLabel('银行流水号').fill('SAMPLE-0001');
    await dialog.getByRole('button', { name: '确认收款' }).click();
    await expect(dialog.getByLabel('到账金额（元）')).toHaveAccessibleDescription(/与应收金额 .*120\.50 不一致/);
    await dialog.getByLabel('到账金额（元）').fill('120.50');
    await dialog.getByRole('button', { name: '确认收款' }).click();
    await expect(finance.getByText(`订单 ${number} 已确认收款。`)).toBeVisible();
    await finance.context().close();

    await page.goto(`${world.portal}/orders`);
    await expect(page.getByRole('tab', { name: '未支付订单' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByText('没有订单。')).toBeVisible();
    await page.getByRole('tab', { name: '已支付订单' }).click();
    await expect(rowOf(page, number)).toContainText('待审核');
    await rowOf(page, number).getByRole('button', { name: '取消', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确定', exact: true }).click();
    await expect(rowOf(page, number)).toHaveCount(0);
    await page.getByRole('tab', { name: '全部' }).click();
    await expect(rowOf(page, number)).toContainText('已取消');
  });

  test('ticked unpaid orders are cancelled together', async ({ page, world }) => {
    test.setTimeout(150_000);
    await logIn(page, world, builder.mobile, builder.password);
    const mine = await apply(page, world, 'JS2026000000002');
    await page.goto(`${world.portal}/orders`);
    await expect(page.getByRole('checkbox', { name: /^选择订单/ })).toHaveCount(2);
    await expect(page.getByRole('button', { name: '取消', exact: true }).first()).toBeDisabled();
    for (const box of await page.getByRole('checkbox', { name: /^选择订单/ }).all()) await box.check();
    await expect(page.getByText('已选 2 个')).toBeVisible();
    await page.getByRole('button', { name: '取消', exact: true }).first().click();
    await expect(page.getByRole('dialog')).toContainText('取消选中的 2 个订单？');
    await page.getByRole('dialog').getByRole('button', { name: '确定', exact: true }).click();
    await expect(page.getByText('没有订单。')).toBeVisible();
    await page.getByRole('tab', { name: '全部' }).click();
    await expect(rowOf(page, mine)).toContainText('已取消');
  });
});

test('each tab lists its orders, and the search finds one by its number', async ({ page, world }) => {
  await logIn(page, world, builder.mobile, builder.password);
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '我的订单' }).click();
  await page.getByRole('tab', { name: '已支付订单' }).click();
  const rows = page.getByRole('row').filter({ has: page.getByRole('link', { name: /^CA\d{8}/ }) });
  await expect(rows.filter({ hasText: '审核不通过' })).toHaveCount(1);
  await expect(rows.filter({ hasText: /待支付|已取消|已失效/ })).toHaveCount(0);
  await page.getByRole('tab', { name: '全部' }).click();
  await expect(rows.filter({ hasText: '已取消' }).first()).toBeVisible();
  const number = await rows.filter({ hasText: '审核不通过' }).getByRole('link').innerText();
  await page.getByLabel('搜索订单号或客户名称').fill(number);
  await page.getByRole('button', { name: '搜索' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(number);
  await page.getByLabel('搜索订单号或客户名称').fill('没有这样的单位');
  await page.getByRole('button', { name: '搜索' }).click();
  await expect(page.getByText('没有找到符合的订单。')).toBeVisible();
});
