import { staffPage } from './desk.ts';
import {
  application,
  fillForm,
  fillRegistration,
  newCustomer,
  orderNumber,
  readUkey,
  upload,
  uploaded,
} from './journeys.ts';
import { materials } from './papers.ts';
import { expect, test } from './world.ts';

test('a link from another house survives registration and form, leads back with number and state, and its key finds the order', async ({
  page,
  world,
  browser,
}) => {
  test.setTimeout(200_000);
  const serial = 'JS2026000000002';
  const staff = await staffPage(browser, world, 'administrator');
  await staff.goto(`${world.console}/integration`);
  await staff.getByRole('button', { name: '新建密钥' }).click();
  const dialog = staff.getByRole('dialog');
  await dialog.getByLabel('名称').fill('客服系统');
  await dialog.getByRole('button', { name: '新建密钥' }).click();
  const shown = staff.getByRole('dialog').filter({ hasText: '只显示一次' });
  const secret = await shown.locator('code').innerText();
  expect(secret).toMatch(/^jsk_[0-9A-Za-z]{46}$/);
  await shown.getByRole('button', { name: '关闭' }).click();
  const origin = 'http://localhost:3999';
  await staff.getByLabel('网站（每行一个）').fill(origin);
  await staff.getByRole('button', { name: '保存' }).click();
  await expect(staff.getByText('已保存。')).toBeVisible();

  const customer = newCustomer('19900060001');
  const returnTo = encodeURIComponent(`${origin}/back?case=17`);
  await world.plug(serial);
  await page.goto(`${world.portal}/reset?ukey=${serial}&return=${returnTo}&state=case-0017`);
  await expect(page.getByRole('heading', { name: '登录', exact: true })).toBeVisible();
  expect(page.url()).not.toContain('3999');
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await expect(page.getByRole('heading', { name: '注册', exact: true })).toBeVisible();
  await fillRegistration(page, world, customer);
  await expect(page.getByText(`请插入序列号为 ${serial} 的KEY。`)).toBeVisible();
  await expect(page.getByText('办理完成后，可以从订单页面返回 localhost:3999。')).toBeVisible();
  await readUkey(page);
  await page.getByRole('button', { name: '下一步' }).click();
  await fillForm(page, application);
  await page.reload();
  await page.getByRole('checkbox').check();
  await upload(page, ...materials);
  await expect(uploaded(page)).toHaveCount(materials.length);
  await page.getByRole('button', { name: '确定', exact: true }).click();
  await page.getByRole('button', { name: '确认提交' }).click();
  const number = await orderNumber(page);
  await expect(page.getByRole('link', { name: '返回 localhost:3999' })).toHaveAttribute(
    'href',
    `${origin}/back?case=17&order=${number}&state=case-0017`,
  );

  const ask = (key: string) =>
    page.request.get(`${world.api}/api/v1.orders.list?reference=case-0017`, {
      headers: { authorization: `Bearer ${key}` },
    });
  const answer = await ask(secret);
  expect((await answer.json()).items).toMatchObject([{ number, reference: 'case-0017', ukeySerial: serial }]);
  expect((await ask(`${secret.slice(0, -1)}_`)).status()).toBe(401);
});
