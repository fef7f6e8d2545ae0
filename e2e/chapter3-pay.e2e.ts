import { expect, type Page } from '@playwright/test';
import { staffPage } from './desk.ts';
import { apply, newCustomer, register } from './journeys.ts';
import { cancelOrder, fee, openMoney, openQr, payAtCashier, payThere, payWhenClosed, scan, test } from './paying.ts';

const rowOf = (page: Page, number: string) => page.getByRole('row', { name: number });
test.describe.configure({ timeout: 240_000 });

test('a QR is paid at the cashier, and the page moves on by itself to an order that waits for review', async ({
  page,
  world,
}) => {
  await register(page, world, newCustomer('19900030001'));
  const number = await apply(page, world, 'JS2026000000001');
  await page.goto(`${world.portal}/orders`);
  await expect(rowOf(page, number)).toContainText('待支付');
  await rowOf(page, number).getByRole('button', { name: '前往支付' }).click();
  await expect(page.getByRole('main')).toContainText(fee);
  await expect(page.getByRole('timer').first()).toHaveText(/^\d\d:\d\d:\d\d$/);

  const first = await test.step('pay page left and resumed', async () => {
    const before = await openQr(page, world, number, '微信支付');
    await openQr(page, world, number, '支付宝');
    await page.goto(`${world.portal}/orders`);
    await rowOf(page, number).getByRole('button', { name: '前往支付' }).click();
    await expect(page.getByRole('radio', { name: '支付宝' }), 'the way taken last').toBeChecked();
    const after = await openQr(page, world, number, '微信支付');
    expect(after, 'the same try goes on').toEqual(before);
    return after;
  });
  await page.getByRole('button', { name: '我已支付' }).click();
  await expect(page.getByText('还没有收到这笔付款。')).toBeVisible();

  await payAtCashier(page, world, first.text);
  await expect(page.getByText('已收到付款')).toBeVisible();
  await expect(page.getByRole('heading', { name: `订单 ${number}` })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('待审核');
  await page.goto(`${world.portal}/orders?tab=paid`);
  await expect(rowOf(page, number)).toContainText('待审核');

  await cancelOrder(page, world, number);
  await expect(page.getByRole('main')).toContainText('已取消，已付的款将原路退回');
});

test('an order that is paid twice gives the second money back, and the customer sees it', async ({
  page,
  world,
  browser,
}) => {
  await register(page, world, newCustomer('19900030002'));
  const number = await apply(page, world, 'JS2026000000002');
  const wechat = await scan(page, world, (await openQr(page, world, number, '微信支付')).text);
  const alipay = await scan(page, world, (await openQr(page, world, number, '支付宝')).text);
  await payThere(wechat);
  await payThere(alipay);
  await expect(page.getByText('已收到付款')).toBeVisible();

  await page.goto(`${world.portal}/orders/${number}/pay`);
  const refund = page.getByRole('region', { name: '退款' });
  await expect(refund).toContainText(`${fee} · `);
  await expect(refund).toContainText('已退款', { timeout: 60_000 });
  await page.goto(`${world.portal}/orders/${number}`);
  await expect(page.getByRole('main')).toContainText('待审核');

  const finance = await staffPage(browser, world, 'finance');
  await openMoney(finance, world, number);
  await expect(finance.getByRole('region', { name: '退款记录' })).toContainText('重复支付');
  await expect(finance.getByRole('region', { name: '退款记录' })).toContainText('已退款');
  await expect(finance.getByRole('region', { name: '资金经过' })).toContainText('款项已退回');
  await finance.context().close();
  await cancelOrder(page, world, number);
});

test('ticked orders are cancelled together, and one that is paid at that moment is said by itself and stays', async ({
  page,
  world,
}) => {
  await register(page, world, newCustomer('19900030003'));
  const unpaid = await apply(page, world, 'JS2026000000001');
  const paid = await apply(page, world, 'JS2026000000002');
  for (const number of [unpaid, paid]) {
    const phone = await scan(page, world, (await openQr(page, world, number, '微信支付')).text);
    if (number === paid) await payWhenClosed(phone);
    await phone.close();
  }
  await page.goto(`${world.portal}/orders`);
  for (const number of [unpaid, paid]) await rowOf(page, number).getByRole('checkbox').check();
  await page.getByRole('button', { name: '取消', exact: true }).first().click();
  await expect(page.getByRole('dialog')).toContainText('取消选中的 2 个订单？');
  await page.getByRole('dialog').getByRole('button', { name: '确定', exact: true }).click();
  const results = page.getByRole('status').filter({ hasText: '取消结果' });
  await expect(results.getByRole('listitem').filter({ hasText: unpaid })).toContainText('已取消');
  await expect(results.getByRole('listitem').filter({ hasText: paid })).toContainText('订单刚刚已支付');
  await page.getByRole('tab', { name: '已支付订单' }).click();
  await expect(rowOf(page, paid)).toContainText('待审核');
  await expect(rowOf(page, unpaid)).toHaveCount(0);
  await cancelOrder(page, world, paid);
});
