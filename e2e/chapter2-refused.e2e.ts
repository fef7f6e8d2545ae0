import { approve, decideByKeys, isReady, staffPage, take } from './desk.ts';
import { apply, newCustomer, register, resetPin, upload } from './journeys.ts';
import { expect, test } from './world.ts';

const customer = newCustomer('19900020005');
const serial = 'JS2026000000002';
const pin = 'Plum#4cloud';
const reason = '公章不清晰，请重新盖章后扫描上传。';

test('of a refused order only the refused material is sent again, then it is approved and reset', async ({
  page,
  world,
  browser,
}) => {
  test.setTimeout(240_000);
  await register(page, world, customer);
  const number = await apply(page, world, serial);
  const staff = await staffPage(browser, world, 'reviewer2');
  await take(staff, world, number);
  await isReady(staff);
  // The place is marked by keys; the reason is the first of the frequent ones.
  await staff.keyboard.press('m');
  await expect(staff.getByRole('application')).toBeFocused();
  await decideByKeys(staff, ['ArrowDown', 'ArrowDown', 'Shift+ArrowRight', 'Enter', '1', 'a', 'a'], '不通过');
  await staff.context().close();
  await expect.poll(async () => (await world.sms(customer.mobile))[0]?.text).toMatch(/审核不通过.*材料重传.*提交申请/);

  await page.goto(`${world.portal}/orders?tab=paid`);
  const row = page.getByRole('row', { name: number });
  await expect(row).toContainText('审核不通过');
  await row.getByRole('button', { name: '材料重传' }).click();
  const resend = page.getByRole('group', { name: '材料重传' });
  await expect(resend).toContainText(reason);
  const marked = resend.getByRole('img', { name: '单位授权书/介绍信 第 1 页，红框处需要修改' });
  await expect.poll(() => marked.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  await expect(resend.getByLabel('单位授权书/介绍信', { exact: true })).toBeAttached();
  await expect(resend.getByLabel('公司营业执照复印件', { exact: true })).toHaveCount(0);
  await expect(resend.getByLabel('经办人身份证原件彩色扫描件', { exact: true })).toHaveCount(0);
  await expect(resend.getByRole('button', { name: '提交申请' })).toBeDisabled();
  await upload(page, '单位授权书/介绍信');
  await expect(marked).toHaveCount(0);
  await resend.getByRole('button', { name: '提交申请' }).click();
  await expect(page.getByText('操作成功')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('待审核');

  await approve(browser, world, number, 'reviewer');
  const window = await resetPin(page, world, { number, mobile: customer.mobile, pin });
  await window.close();
  expect(await world.verifyPin(serial, pin)).toBe(true);
  await page.goto(`${world.portal}/orders?tab=paid`);
  await expect(row).toContainText('已完成');
});
