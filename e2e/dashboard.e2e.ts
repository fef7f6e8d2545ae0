import { readFileSync } from 'node:fs';
import { staffPage } from './desk.ts';
import { settled } from './pages.ts';
import { expect, test } from './world.ts';

test('a supervisor begins with the overview, reads a table behind its chart and saves it, by keys too', async ({
  browser,
  world,
}) => {
  test.setTimeout(120_000);
  const staff = await staffPage(browser, world, 'supervisor');
  await staff.goto(`${world.console}/`);
  await expect(staff).toHaveURL(`${world.console}/dashboard`);
  await settled(staff);
  const today = staff.getByRole('button', { name: '今天' });
  await today.focus();
  await staff.keyboard.press('Enter');
  await expect(today).toHaveAttribute('aria-pressed', 'true');
  // The numbers of before stay, marked as busy, until those of today are there.
  await expect(staff.locator('[aria-busy="true"]')).toHaveCount(0);
  // The demo's orders were all made just now.
  const orders = staff.getByRole('region', { name: '订单办理' });
  const submitted = orders
    .locator('dt', { hasText: /^新提交$/ })
    .locator('xpath=following-sibling::dd')
    .locator('strong');
  await expect(submitted).not.toHaveText('0');
  await orders.getByText('数据表').focus();
  await staff.keyboard.press('Enter');
  const row = orders.getByRole('row', { name: /^新提交/ });
  await expect(row.getByRole('cell').first()).toHaveText(await submitted.innerText());
  const saving = staff.waitForEvent('download');
  await orders.getByRole('button', { name: '导出 CSV：订单办理' }).click();
  const file = readFileSync(await (await saving).path(), 'utf8');
  expect(file).toContain(`\uFEFF项目,数量,上期\r\n新提交,${await submitted.innerText()},`);
  await staff.getByRole('button', { name: '自定义' }).click();
  await staff.getByLabel('开始日期').fill('2026-02-02');
  await staff.getByLabel('结束日期').fill('2026-02-01');
  await staff.getByRole('button', { name: '查看' }).click();
  await expect(staff.getByText('结束日期不能早于开始日期。')).toBeVisible();
  await staff.context().close();
});

test('a reviewer begins with the queue, and sees no money and nobody’s load on the overview', async ({
  browser,
  world,
}) => {
  const staff = await staffPage(browser, world, 'reviewer');
  await staff.goto(`${world.console}/`);
  await expect(staff).toHaveURL(`${world.console}/reviews`);
  await staff.getByRole('link', { name: '工作概览' }).click();
  await expect(staff.getByRole('region', { name: '等待时间' })).toBeVisible();
  await expect(staff.getByRole('region', { name: '收款与退款' })).toHaveCount(0);
  await expect(staff.getByRole('region', { name: '业务人员工作量' })).toHaveCount(0);
  await staff.context().close();
});
