import type { Page } from '@playwright/test';
import { staffPage } from './desk.ts';
import { chooseInMenu, logIn, newCustomer, register } from './journeys.ts';
import { paper } from './papers.ts';
import { expect, test } from './world.ts';

const chooseRegion = async (page: Page, ...names: readonly string[]) => {
  await page.getByLabel('所在地区').click();
  for (const name of names) await page.getByRole('menuitemcheckbox', { name, exact: true }).click();
};

test('收货地址管理: addresses are added, changed and deleted, and one is the default', async ({ page, world }) => {
  await register(page, world, newCustomer('19900020007'));
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '我的账户' }).click();
  await page.getByRole('link', { name: '收货地址管理' }).click();
  const dialog = page.getByRole('dialog');
  const entries = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: '修改' }) });
  await page.getByRole('button', { name: '新增' }).click();
  await dialog.getByLabel('收货人').fill('示例收货人甲');
  await dialog.getByLabel('手机号').fill('199 0001 0002');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByLabel('所在地区')).toHaveAccessibleDescription('请选择省/市/区。');
  await chooseRegion(page, '江苏省', '南京市', '玄武区');
  await dialog.getByLabel('详细地址').fill('示例路 1 号');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
  await expect(entries).toHaveText(/示例收货人甲 19900010002.*默认.*江苏省 南京市 玄武区 示例路 1 号/);

  await page.getByRole('button', { name: '新增' }).click();
  await dialog.getByLabel('收货人').fill('示例收货人乙');
  await dialog.getByLabel('手机号').fill('19900010003');
  await chooseRegion(page, '浙江省', '杭州市', '西湖区');
  await dialog.getByLabel('详细地址').fill('示例街 2 号');
  await dialog.getByLabel('设为默认地址').check();
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(entries.filter({ hasText: '默认' })).toHaveText(/示例收货人乙/);

  await entries.filter({ hasText: '示例收货人甲' }).getByRole('button', { name: '修改' }).click();
  await dialog.getByLabel('详细地址').fill('示例路 3 号');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(entries.filter({ hasText: '示例收货人甲' })).toContainText('示例路 3 号');

  await entries.filter({ hasText: '示例收货人乙' }).getByRole('button', { name: '删除' }).click();
  await dialog.getByRole('button', { name: '确定', exact: true }).click();
  await expect(entries).toHaveCount(1);
  await page.reload();
  await expect(entries).toHaveText(/示例收货人甲.*默认.*示例路 3 号/);
});

test('账户基本信息: the name and the e-mail can be changed', async ({ page, world }) => {
  const customer = newCustomer('19900020008');
  await register(page, world, customer);
  await page.goto(`${world.portal}/account/profile`);
  await page.getByRole('button', { name: '修改', exact: true }).click();
  await page.getByLabel('联系人姓名').fill('示例新联系人');
  await page.getByLabel('电子邮箱').fill('not-an-address');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByLabel('电子邮箱')).toHaveAccessibleDescription('电子邮箱格式不正确。');
  await expect(page.getByLabel('联系人姓名')).toHaveValue('示例新联系人');
  await page.getByLabel('电子邮箱').fill('sample@example.com');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('操作成功')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('main')).toContainText('sample@example.com');
  await expect(page.getByRole('banner').getByRole('button', { name: '示例新联系人' })).toBeVisible();
});

test('修改密码: the old password must be right, and other sessions end', async ({ page, world, browser }) => {
  const customer = newCustomer('19900020009');
  await register(page, world, customer);
  const other = await (await browser.newContext()).newPage();
  await logIn(other, world, customer.mobile, customer.password);

  await chooseInMenu(page, customer.contact, '修改密码');
  await page.getByLabel('原密码').fill('Not-the-password');
  await page.getByLabel('新密码', { exact: true }).fill('Anew-sample-8246');
  await page.getByLabel('确认新密码').fill('Anew-sample-8246');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('main')).toContainText('原密码不正确。');
  await expect(page.getByLabel('新密码', { exact: true })).toHaveValue('Anew-sample-8246');
  await page.getByLabel('原密码').fill(customer.password);
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByLabel('原密码')).toHaveValue('');
  await expect(page.getByText('操作成功').last()).toBeVisible();

  await other.goto(`${world.portal}/orders`);
  await expect(other.getByRole('heading', { name: '登录', exact: true })).toBeVisible();
  await other.context().close();
  await page.goto(`${world.portal}/account/sessions`);
  await expect(page.getByText('本机')).toBeVisible();
  await expect(page.getByRole('button', { name: '退出这台设备' })).toHaveCount(0);
});

test('更换手机号: without the old number a stamped paper and two people change it, and the reset has to wait', async ({
  page,
  browser,
  world,
}) => {
  const customer = newCustomer('19900020061');
  const next = '19900020062';
  await register(page, world, customer);
  await page.goto(`${world.portal}/account/mobile`);
  await page.getByRole('radio', { name: '不能，提交证明由工作人员办理' }).check();
  await page.getByLabel('加盖公章的证明').setInputFiles(await paper(page, '更换手机号证明'));
  await expect(page.getByRole('status').filter({ hasText: '已上传' })).toBeVisible();
  await page.getByLabel('新手机号', { exact: true }).fill(next);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByLabel('新手机号收到的验证码').fill(await world.code(next));
  await page.getByLabel('更换原因').fill('原手机号已注销');
  await page.getByLabel('登录密码').fill(customer.password);
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(page.getByRole('main')).toContainText('申请在审核中');
  await expect
    .poll(async () => (await world.sms(customer.mobile))[0]?.text)
    .toContain('有人申请把您账户的手机号换成另一个号码');

  const reviewer = await staffPage(browser, world, 'reviewer');
  await reviewer.goto(`${world.console}/mobile-changes`);
  await reviewer.getByRole('link', { name: `办理 ${customer.organisation}` }).click();
  await expect(reviewer.getByRole('main')).toContainText(next);
  await reviewer.getByRole('button', { name: '同意', exact: true }).click();
  await reviewer.getByRole('dialog').getByLabel('原因').fill('公章与单位一致');
  await reviewer.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click();
  await expect(reviewer.getByRole('main')).toContainText('须由一位主管确认');

  const supervisor = await staffPage(browser, world, 'supervisor');
  await supervisor.goto(`${world.console}/mobile-changes`);
  await supervisor.getByRole('link', { name: `办理 ${customer.organisation}` }).click();
  await supervisor.getByRole('button', { name: '确认更换' }).click();
  await supervisor.getByRole('dialog').getByLabel('原因').fill('已致电登记的联系人');
  await supervisor.getByRole('dialog').getByRole('button', { name: '确认更换' }).click();
  await expect(supervisor.getByRole('main')).toContainText('已更换');

  await logIn(page, world, next, customer.password);
  await page.goto(`${world.portal}/account/mobile`);
  await expect(page.getByRole('main')).toContainText('之后才能进行密码重置');
});

test('授权记录: a consent is read in its own words, withdrawn after hearing what follows, and given again', async ({
  page,
  world,
}) => {
  await register(page, world, newCustomer('19900020063'));
  await page.goto(`${world.portal}/account/consents`);
  await page.getByRole('button', { name: '同意 身份证件信息处理同意书' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click();
  await page.getByRole('button', { name: '撤回同意' }).click();
  await expect(page.getByRole('dialog')).toContainText('填写中的申请里的身份证扫描件会立即删除');
  await page.getByRole('dialog').getByRole('button', { name: '撤回同意' }).click();
  await expect(page.getByText('已撤回', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^查看当时的文本 身份证件信息处理同意书/ }).click();
  await expect(page.getByRole('dialog')).toContainText('SHA-256');
});
