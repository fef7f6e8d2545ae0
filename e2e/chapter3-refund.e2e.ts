import { expect } from '@playwright/test';
import { staffPage } from './desk.ts';
import { apply, newCustomer, noticesByMail, register } from './journeys.ts';
import { paper } from './papers.ts';
import {
  breakRefund,
  cancelOrder,
  chooseChannel,
  fee,
  openMoney,
  openQr,
  payAtCashier,
  payThere,
  scan,
  test,
} from './paying.ts';

test.describe.configure({ timeout: 240_000 });

test('a refund that finance asks for is approved by a second person only, and the customer sees it', async ({
  page,
  world,
  browser,
}) => {
  await register(page, world, newCustomer('19900030011'));
  const number = await apply(page, world, 'JS2026000000001');
  await payAtCashier(page, world, (await openQr(page, world, number, '支付宝')).text);
  await expect(page.getByText('已收到付款')).toBeVisible();

  const finance = await staffPage(browser, world, 'finance');
  await openMoney(finance, world, number);
  await expect(finance.getByRole('region', { name: '资金经过' })).toContainText('支付：已支付');
  await finance.getByRole('button', { name: /^申请退款 / }).click();
  const ask = finance.getByRole('dialog');
  await ask.getByRole('button', { name: '申请退款' }).click();
  await expect(ask.getByLabel('说明')).toHaveAttribute('aria-invalid', 'true');
  await ask.getByLabel('说明').fill('客户来函要求退款');
  await ask.getByRole('button', { name: '申请退款' }).click();
  await expect(finance.getByText('已申请，等待复核。')).toBeVisible();
  const refunds = finance.getByRole('region', { name: '退款记录' });
  await expect(refunds).toContainText('您申请的退款须由另一位同事复核。');
  await expect(refunds.getByRole('button', { name: /批准/ })).toHaveCount(0);

  const supervisor = await staffPage(browser, world, 'supervisor');
  await supervisor.goto(`${world.console}/refunds`);
  const row = supervisor.getByRole('row', { name: number });
  await expect(row).toContainText('演示财务申请：客户来函要求退款');
  await row.getByRole('button', { name: /^批准退款/ }).click();
  await supervisor.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
  await expect(supervisor.getByText('已批准。')).toBeVisible();
  await expect(row).toContainText('演示主管批准');
  await supervisor.context().close();

  await page.goto(`${world.portal}/orders/${number}/pay`);
  const seen = page.getByRole('region', { name: '退款' });
  await expect(seen).toContainText(fee);
  await expect(seen).toContainText('已退款', { timeout: 60_000 });
  await page.goto(`${world.portal}/orders/${number}`);
  await expect(page.getByRole('main')).toContainText('已退款');
  await finance.reload();
  await expect(refunds).toContainText('已退款');
  await expect(finance.getByRole('region', { name: '资金经过' })).toContainText('款项已退回');
  await finance.context().close();
  await cancelOrder(page, world, number);
});

test('a bank transfer is confirmed by its voucher; another payer needs a note and stays an issue until it is settled', async ({
  page,
  world,
  browser,
}) => {
  await register(page, world, newCustomer('19900030012'));
  const number = await apply(page, world, 'JS2026000000002');
  await page.goto(`${world.portal}/orders/${number}/pay`);
  await chooseChannel(page, '对公转账');
  for (const fact of [number, fee]) await expect(page.getByRole('main')).toContainText(fact);
  await page.getByLabel('转账回单（可选）').setInputFiles(await paper(page, '银行电子回单'));
  await expect(page.getByText(/^回单已于 .* 上传，等待财务确认。$/)).toBeVisible();

  const finance = await staffPage(browser, world, 'finance');
  await finance.goto(`${world.console}/payments`);
  // Beside it stands the QR with which the pay page opened.
  const transfer = finance.getByRole('row', { name: number }).filter({ hasText: '对公转账' });
  await expect(transfer).toContainText('已上传');
  await openMoney(finance, world, number);
  await finance.getByRole('button', { name: `查看凭证 转账凭证 ${number}` }).click();
  const picture = finance.getByRole('dialog').getByRole('img');
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100);
  await finance.getByRole('dialog').getByRole('button', { name: '关闭' }).click();

  await finance.getByRole('button', { name: `确认收款 ${number}` }).click();
  const dialog = finance.getByRole('dialog').filter({ hasText: '确认收款' });
  await dialog.getByLabel('到账金额（元）').fill('120.50');
  await dialog.getByLabel('付款人').fill('解锁样本建筑工程有限公司');
  await dialog.getByLabel('银行流水号').fill('SAMPLE-0002');
  await dialog.getByRole('button', { name: '确认收款' }).click();
  await expect(dialog).toContainText('付款人与订单的客户名称不一致');
  await dialog.getByLabel('说明').fill('母公司代付，已收到说明');
  await dialog.getByRole('button', { name: '确认收款' }).click();
  await expect(finance.getByText(`订单 ${number} 已确认收款。`)).toBeVisible();

  await page.goto(`${world.portal}/orders/${number}`);
  await expect(page.getByRole('main')).toContainText('待审核');

  await finance.getByRole('link', { name: '资金差异（1）' }).click();
  const row = finance.getByRole('row', { name: number });
  await expect(row).toContainText('付款人与客户名称不一致');
  await row.getByRole('button', { name: '处理资金差异' }).click();
  await finance.getByRole('dialog').getByLabel('处理说明').fill('已核对代付说明原件');
  await finance.getByRole('dialog').getByRole('button', { name: '处理' }).click();
  await expect(finance.getByText('没有待处理的资金差异。')).toBeVisible();
  await expect(finance.getByRole('link', { name: '资金差异', exact: true })).toBeVisible();
  await finance.getByRole('tab', { name: '已处理' }).click();
  await expect(row).toContainText('已核对代付说明原件');
  await row.getByRole('link', { name: number }).click();
  await expect(finance.getByRole('heading', { name: `订单 ${number} 的资金` })).toBeVisible();
  await finance.context().close();
  await cancelOrder(page, world, number);
});

test('money that comes for a cancelled order is taken with a note, approved by a second person and paid back by hand', async ({
  page,
  world,
  browser,
}) => {
  await register(page, world, newCustomer('19900030013'));
  const number = await apply(page, world, 'JS2026000000001');
  await cancelOrder(page, world, number);

  const finance = await staffPage(browser, world, 'finance');
  await openMoney(finance, world, number);
  await finance.getByRole('button', { name: `确认收款 ${number}` }).click();
  const dialog = finance.getByRole('dialog');
  await expect(dialog).toContainText('这个订单已支付或已结束');
  await dialog.getByLabel('到账金额（元）').fill('120.50');
  await dialog.getByLabel('付款人').fill('解锁示例（上海）科技有限公司');
  await dialog.getByLabel('银行流水号').fill('SAMPLE-0003');
  await dialog.getByLabel('说明').fill('取消之后到账');
  await dialog.getByRole('button', { name: '确认收款' }).click();
  await expect(finance.getByText(`订单 ${number} 的这笔款已登记，等待复核后退回。`)).toBeVisible();

  const supervisor = await staffPage(browser, world, 'supervisor');
  await openMoney(supervisor, world, number);
  await supervisor.getByRole('button', { name: /^批准退款/ }).click();
  await supervisor.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
  await expect(supervisor.getByText('已批准。')).toBeVisible();
  await supervisor.context().close();

  await finance.goto(`${world.console}/refunds`);
  const row = finance.getByRole('row', { name: number });
  await expect(row).toContainText('请从银行退回后登记。');
  await row.getByRole('button', { name: /^登记已退款/ }).click();
  await finance.getByRole('dialog').getByLabel('银行流水号').fill('SAMPLE-0004');
  await finance.getByRole('dialog').getByRole('button', { name: '登记已退款' }).click();
  await expect(row).toContainText('已退款');
  await finance.context().close();

  await page.goto(`${world.portal}/orders/${number}/pay`);
  await expect(page.getByRole('region', { name: '退款' })).toContainText('已退款');
});

test('a refund is rejected by the second person; one that the gateway failed is asked for again, and a mail says that it is done', async ({
  page,
  world,
  browser,
}) => {
  await register(page, world, newCustomer('19900030014'));
  const address = 'refund@example.com';
  await noticesByMail(page, world, address);
  const number = await apply(page, world, 'JS2026000000002');
  const phone = await scan(page, world, (await openQr(page, world, number, '微信支付')).text);
  await breakRefund(phone);
  await payThere(phone);
  await phone.close();
  await expect(page.getByText('已收到付款')).toBeVisible();

  const finance = await staffPage(browser, world, 'finance');
  const supervisor = await staffPage(browser, world, 'supervisor');
  const refunds = finance.getByRole('region', { name: '退款记录' });
  const ask = async (note: string) => {
    await openMoney(finance, world, number);
    await finance.getByRole('button', { name: /^申请退款 / }).click();
    await finance.getByRole('dialog').getByLabel('说明').fill(note);
    await finance.getByRole('dialog').getByRole('button', { name: '申请退款' }).click();
    await expect(finance.getByText('已申请，等待复核。')).toBeVisible();
    await openMoney(supervisor, world, number);
  };
  await test.step('rejected', async () => {
    await ask('客户来电要求退款');
    await supervisor.getByRole('button', { name: /^不批准/ }).click();
    const dialog = supervisor.getByRole('dialog');
    await dialog.getByLabel('说明').fill('须有客户来函');
    await dialog.getByRole('button', { name: '不批准', exact: true }).click();
    await expect(supervisor.getByRole('region', { name: '退款记录' })).toContainText('须有客户来函');
    await page.goto(`${world.portal}/orders/${number}/pay`);
    await expect(page.getByRole('region', { name: '退款' })).toHaveCount(0);
  });
  await test.step('failed and retried', async () => {
    await ask('客户来函要求退款');
    await supervisor.getByRole('button', { name: /^批准退款/ }).click();
    await supervisor.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
    const retry = refunds.getByRole('button', { name: /^重试/ });
    await expect(async () => {
      await finance.reload();
      await expect(retry).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
    await retry.click();
    await finance.getByRole('dialog').getByLabel('说明').fill('商户账户已充值');
    await finance.getByRole('dialog').getByRole('button', { name: '重试' }).click();
    await page.goto(`${world.portal}/orders/${number}/pay`);
    await expect(page.getByRole('region', { name: '退款' })).toContainText('已退款', { timeout: 60_000 });
  });
  await test.step('the notice arrives by mail', async () => {
    await expect(async () => {
      await page.goto(`${world.sim}/mail`);
      await expect(page.getByRole('listitem').filter({ hasText: address })).toContainText(number.slice(-6));
    }).toPass({ timeout: 30_000 });
  });
  await finance.context().close();
  await supervisor.context().close();
  await cancelOrder(page, world, number);
});
