import { expect, type Page } from '@playwright/test';
import { judge, staffPage, take } from './desk.ts';
import { apply, newCustomer, register, resetPin, upload } from './journeys.ts';
import { demoCustomers, logInAs } from './pages.ts';
import { startWorld, test, type World } from './world.ts';

/** Where the rules hold orders up, as production's do. */
let world: World;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  world = await startWorld({ RISK_RULES: 'on' });
});
test.afterAll(() => world.stop());

async function second(staff: Page, number: string): Promise<void> {
  await staff.goto(`${world.console}/second-reviews`);
  await staff.getByRole('link', { name: `查看 ${number}` }).click();
  await expect(staff.getByText('通过它的业务人员以前经手过这个订单')).toBeVisible();
  await staff.getByRole('button', { name: '领取复核' }).click();
}

test('an order with risks is approved by one person, then by another, then reset', async ({ page, browser }) => {
  test.setTimeout(600_000);
  const pin = 'Plum#5cloud';
  await logInAs(page, world, 'first');
  const number = await apply(page, world, 'JS2026000000001');
  // Who refused it before must not be the one who lets it pass.
  const reviewer = await staffPage(browser, world, 'reviewer');
  await take(reviewer, world, number);
  await judge(reviewer, { 授权书: '公章不清晰，请重新盖章后扫描上传。' });
  await page.reload();
  await upload(page, '单位授权书/介绍信');
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(page.getByText('操作成功')).toBeVisible();
  await take(reviewer, world, number);
  await judge(reviewer);
  await page.goto(`${world.portal}/orders/${number}`);
  await expect(page.getByText('正在二次复核')).toBeVisible();
  await expect(page.getByRole('button', { name: '密码重置', exact: true })).toHaveCount(0);
  const supervisor = await staffPage(browser, world, 'supervisor');
  await second(supervisor, number);
  await supervisor.getByRole('button', { name: '复核通过' }).click();
  await supervisor.getByRole('dialog').getByRole('textbox').fill('已与登记联系人通话核实');
  await supervisor.getByRole('dialog').getByRole('button', { name: '复核通过' }).click();
  await expect(supervisor.getByText('复核已通过。')).toBeVisible();
  const window = await resetPin(page, world, { number, mobile: demoCustomers.first, pin });
  await window.close();
  expect(await world.verifyPin('JS2026000000001', pin)).toBe(true);
});

test('the contact on record stops an order with one page and one button, without a log-in', async ({
  page,
  browser,
}) => {
  test.setTimeout(600_000);
  const stranger = newCustomer('19900020031');
  await register(page, world, stranger);
  const number = await apply(page, world, 'JS2026000000002');
  const link = async () => /http:\S+\/stop#\w{12}/.exec((await world.sms(demoCustomers.first))[0]?.text ?? '')?.[0];
  await expect.poll(link).toBeTruthy();
  const contact = await (await browser.newContext()).newPage();
  await contact.goto((await link()) ?? '');
  await expect(contact.getByLabel('停止码')).toHaveValue(/^\w{12}$/);
  // Opening it did nothing.
  await page.reload();
  await expect(page.getByText('这个订单已停止办理')).toHaveCount(0);
  await contact.getByRole('button', { name: '不是本单位办理，停止' }).click();
  await expect(contact.getByText(`订单（尾号 ${number.slice(-6)}）已停止办理。`)).toBeVisible();
  await page.reload();
  await expect(page.getByText('这个订单已停止办理')).toBeVisible();
  const supervisor = await staffPage(browser, world, 'supervisor');
  await supervisor.goto(`${world.console}/second-reviews`);
  await supervisor.getByRole('tab', { name: '已停止办理' }).click();
  await supervisor.getByRole('link', { name: `查看 ${number}` }).click();
  await expect(supervisor.getByText('登记联系人表示不是本单位办理')).toBeVisible();
  await contact.context().close();
});
