import { expect, type Page } from '@playwright/test';
import { chargeFee } from './fee.ts';
import { test as base, startWorld, type World } from './world.ts';

export const feeYuan = '120.50';
export const fee = '¥120.50';

/** A product of its own, where a reset costs a fee: other chapters apply for nothing. */
export const test = base.extend<object, { world: World }>({
  world: [
    async ({ browser }, use) => {
      const world = await startWorld();
      await chargeFee(browser, world, feeYuan);
      await use(world);
      await world.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

type Wallet = '微信支付' | '支付宝';

/** Opens the pay page with that wallet's QR drawn. @returns what the QR says, and how it is drawn. */
export async function openQr(
  page: Page,
  world: World,
  number: string,
  wallet: Wallet,
): Promise<{ text: string; drawn: string }> {
  const channel = wallet === '微信支付' ? 'wechat' : 'alipay';
  await page.goto(`${world.portal}/orders/${number}/pay`);
  await chooseChannel(page, wallet);
  const picture = page.getByRole('img', { name: `${wallet}付款二维码` });
  await expect(picture).toBeVisible();
  // Asked for again it is the same offer: nothing hangs on which of the page's own answers was heard.
  const asked = await page.request.post(`${world.portal}/api/payments.start`, {
    data: { number, channel, how: 'qr' },
    headers: { origin: world.portal },
  });
  const { offer } = (await asked.json()) as { offer: { text: string } };
  return { text: offer.text, drawn: await picture.innerHTML() };
}

export const chooseChannel = (page: Page, channel: Wallet | '对公转账'): Promise<void> =>
  page.getByRole('radiogroup', { name: '支付方式' }).getByText(channel, { exact: true }).click();

/** 取消 on the order's page, so that the UKey is free for another journey. Money that came goes back. */
export async function cancelOrder(page: Page, world: World, number: string): Promise<void> {
  await page.goto(`${world.portal}/orders/${number}`);
  await page.getByRole('button', { name: '取消', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确定', exact: true }).click();
  await expect(page.getByRole('main')).toContainText('已取消');
}

/** The buyer's phone: scans what the QR says at the sim's cashier, and pays. */
export async function payAtCashier(page: Page, world: World, text: string): Promise<void> {
  const phone = await scan(page, world, text);
  await payThere(phone);
  await phone.close();
}

export async function scan(page: Page, world: World, text: string): Promise<Page> {
  const phone = await page.context().newPage();
  await phone.goto(`${world.sim}/cashier`);
  await phone.getByLabel('二维码内容').fill(text);
  await phone.getByRole('button', { name: '扫一扫' }).click();
  await expect(phone.getByRole('button', { name: '付款', exact: true })).toHaveCount(1);
  return phone;
}

export async function payThere(phone: Page): Promise<void> {
  await phone.getByRole('button', { name: '付款', exact: true }).click();
  await expect(phone.getByText('已付款')).toBeVisible();
}

/** The buyer pays in the moment in which we close the trade: the cashier's button for that fault. */
export const payWhenClosed = (phone: Page): Promise<void> => orderFault(phone, 'close_race');

/** The gateway closes the next refund of the trade, without giving the money back. */
export const breakRefund = (phone: Page): Promise<void> => orderFault(phone, 'refund_closed');

async function orderFault(phone: Page, kind: 'close_race' | 'refund_closed'): Promise<void> {
  await phone.getByText('制造故障 · 只影响这笔交易').click();
  await phone.locator(`button[id^="${kind}-"]`).click();
  await expect(phone.getByText('已安排')).toBeVisible();
}

/** The console's page with all money of an order. */
export async function openMoney(staff: Page, world: World, number: string): Promise<void> {
  await staff.goto(`${world.console}/payments/${number}`);
  await expect(staff.getByRole('heading', { name: `订单 ${number} 的资金` })).toBeVisible();
}

/** Lets the demo's unpaid order be paid by somebody else, and its money be asked back: an issue and a refund wait for a person. @returns its number. */
export async function stirMoney(finance: Page, world: World): Promise<string> {
  await finance.goto(`${world.console}/payments`);
  const row = finance.getByRole('row').filter({ hasText: '对公转账' }).first();
  const number = await row.getByRole('link').innerText();
  await row.getByRole('button', { name: `确认收款 ${number}` }).click();
  const dialog = finance.getByRole('dialog');
  await dialog.getByLabel('到账金额（元）').fill('200');
  await dialog.getByLabel('付款人').fill('解锁示例（上海）科技有限公司');
  await dialog.getByLabel('银行流水号').fill('SAMPLE-0009');
  await dialog.getByRole('button', { name: '确认收款' }).click();
  await dialog.getByLabel('说明').fill('关联公司代付');
  await dialog.getByRole('button', { name: '确认收款' }).click();
  await expect(finance.getByText(`订单 ${number} 已确认收款。`)).toBeVisible();
  await openMoney(finance, world, number);
  await finance.getByRole('button', { name: /^申请退款/ }).click();
  await dialog.getByLabel('说明').fill('客户要求退款');
  await dialog.getByRole('button', { name: '申请退款' }).click();
  await expect(finance.getByText('已申请，等待复核。')).toBeVisible();
  return number;
}
