import type { Page } from '@playwright/test';
import { staffPage } from './desk.ts';
import { newCustomer, register } from './journeys.ts';
import { expect, test } from './world.ts';

const publishing = async (staff: Page, label: string) => {
  await staff.getByRole('button', { name: label, exact: true }).click();
  const dialog = staff.getByRole('dialog');
  await dialog.getByLabel('说明（为什么改）').fill('按通知调整');
  return dialog;
};

test('a notice is written in both languages, previewed and published, and customers see it in theirs', async ({
  page,
  world,
  browser,
}) => {
  const staff = await staffPage(browser, world, 'administrator');
  await staff.goto(`${world.console}/texts`);
  await staff.getByRole('button', { name: '新建公告' }).click();
  await staff.getByLabel('标题（中文）').fill('系统维护');
  await staff.getByLabel('内容（中文）').fill('<b>周六</b> 22:00 起维护。');
  await staff.getByLabel('内容（英文）').fill('Maintenance from Saturday 22:00.');
  await staff.getByRole('button', { name: '保存草稿' }).click();
  await expect(staff.getByLabel('标题（英文）')).toHaveAttribute('aria-invalid', 'true');
  await staff.getByLabel('标题（英文）').fill('Maintenance');
  await expect(staff.getByRole('region', { name: '预览' }).getByRole('heading', { name: 'Maintenance' })).toBeVisible();
  await staff.getByRole('button', { name: '保存草稿' }).click();
  await (await publishing(staff, '发布')).getByRole('button', { name: '发布', exact: true }).click();
  await expect(staff.getByText('已发布。')).toBeVisible();
  await expect(staff.getByRole('region', { name: '历史版本' })).toContainText('第 1 版');
  await register(page, world, newCustomer('19900050001'));
  await page.goto(`${world.portal}/`);
  // Markup stays text.
  await expect(page.getByText('<b>周六</b> 22:00 起维护。')).toBeVisible();
});

test('an agreement waits for a second person who sees what would change', async ({ world, browser }) => {
  const author = await staffPage(browser, world, 'administrator');
  await author.goto(`${world.console}/texts/consent--terms`);
  const field = author.getByLabel('文本（中文）');
  await field.fill(`${await field.inputValue()}\n\n本条为新增内容。`);
  await author.getByRole('button', { name: '保存草稿' }).click();
  await expect(author.getByText('草稿已保存。')).toBeVisible();
  const dialog = await publishing(author, '提交批准');
  // Far ahead: no other journey is to be asked for it.
  await dialog.getByLabel('生效时间').fill('2099-01-01T09:00');
  await dialog.getByRole('button', { name: '提交批准', exact: true }).click();
  await expect(author.getByText('您编辑或提交过这份草稿，须由另一人批准。')).toBeVisible();
  await expect(author.getByRole('button', { name: '批准并发布' })).toHaveCount(0);

  const second = await staffPage(browser, world, 'supervisor');
  await second.goto(`${world.console}/texts?kind=consent`);
  await expect(second.getByRole('row', { name: '服务协议' })).toContainText('等待批准');
  await second.getByRole('link', { name: '查看 服务协议' }).click();
  await expect(second.getByRole('region', { name: '等待另一人批准' }).locator('ins')).toHaveText('本条为新增内容。');
  await second.getByRole('button', { name: '批准并发布' }).click();
  await second.getByRole('dialog').getByRole('textbox').fill('已与法务核对');
  await second.getByRole('dialog').getByRole('button', { name: '批准并发布' }).click();
  await expect(second.getByText('已批准。')).toBeVisible();
  await expect(second.getByRole('region', { name: '历史版本' })).toContainText('第 1 版');
  await second.getByRole('link', { name: '返回列表' }).click();
  await expect(second.getByRole('row', { name: '服务协议' })).toContainText('第 1 版将于');
});
