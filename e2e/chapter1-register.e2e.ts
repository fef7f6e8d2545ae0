import { fillCode, logIn, logOut, newCustomer } from './journeys.ts';
import { expect, test } from './world.ts';

test('a customer registers with an SMS code and consent, logs out and logs in again', async ({ page, world }) => {
  const customer = newCustomer('19900020001');
  await page.goto(`${world.portal}/`);
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await expect(page.getByRole('heading', { name: '注册' })).toBeVisible();
  await page.getByLabel('手机号').fill(' 199 0002-0001 ');
  await fillCode(page, world, customer.mobile);
  await page.getByLabel('密码', { exact: true }).fill(customer.password);
  await page.getByLabel('确认密码').fill(customer.password);
  await page.getByLabel('单位名称').fill(customer.organisation);
  await page.getByLabel('联系人姓名').fill(customer.contact);
  await page.getByRole('button', { name: '《隐私政策》' }).click();
  await expect(page.getByRole('dialog')).toContainText('版本');
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: '我已阅读并同意' }).check();
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await expect(page.getByText('操作成功')).toBeVisible();
  await expect(page.getByRole('heading', { name: '示例联系人，您好' })).toBeVisible();

  await logOut(page, customer.contact);
  await page.goto(`${world.portal}/orders`);
  await expect(page.getByRole('heading', { name: '登录', exact: true })).toBeVisible();
  await page.getByLabel('手机号').fill(customer.mobile);
  await page.getByLabel('密码', { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('heading', { name: '我的订单' })).toBeVisible();
});

test('what is wrong in 注册 is said beside its field, and nothing typed is lost', async ({ page, world }) => {
  const { mobile, organisation, contact } = newCustomer('19900020002');
  await page.goto(`${world.portal}/register`);
  const field = (name: string) => page.getByLabel(name, { exact: true });
  await field('手机号').fill('1990002');
  await page.getByRole('button', { name: '获取验证码' }).click();
  await expect(field('手机号')).toHaveAccessibleDescription('请输入 11 位中国大陆手机号。');
  expect(await world.sms('1990002')).toHaveLength(0);

  await field('手机号').fill(mobile);
  await page.getByRole('button', { name: '获取验证码' }).click();
  const code = await world.code(mobile);
  const wrong = code === '135790' ? '135791' : '135790';
  await field('短信验证码').fill(wrong);
  await field('密码').fill('short12');
  await field('确认密码').fill('another1');
  await field('单位名称').fill(organisation);
  await field('联系人姓名').fill(contact);
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await expect(field('密码')).toHaveAccessibleDescription(/密码至少 8 位/);
  await expect(field('确认密码')).toHaveAccessibleDescription('两次输入的密码不一致。');
  await expect(page.getByRole('checkbox')).toHaveAccessibleDescription('请先阅读并同意相关条款。');

  await field('密码').fill('12345678');
  await field('确认密码').fill('12345678');
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await expect(page.getByRole('main')).toContainText(/太常见|验证码不正确/);
  await field('密码').fill('Sample-log-in-7391');
  await field('确认密码').fill('Sample-log-in-7391');
  await field('短信验证码').fill(wrong);
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await expect(page.getByRole('main')).toContainText('短信验证码不正确或已过期');
  await expect(field('手机号')).toHaveValue(mobile);
  await expect(field('密码')).toHaveValue('Sample-log-in-7391');
  await expect(field('单位名称')).toHaveValue(organisation);
  await expect(field('联系人姓名')).toHaveValue(contact);

  await field('短信验证码').fill(code);
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await expect(page.getByRole('heading', { name: `${contact}，您好` })).toBeVisible();
});

test('a forgotten password is set anew by SMS, and only the new one logs in', async ({ page, world }) => {
  const mobile = '19900000003';
  await page.goto(`${world.portal}/`);
  await page.getByLabel('手机号').fill(mobile);
  await page.getByLabel('密码', { exact: true }).fill('Not-the-password');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText('手机号或密码不正确。');
  await expect(page.getByLabel('手机号')).toHaveValue(mobile);

  await page.getByRole('link', { name: '忘记密码？' }).click();
  await expect(page.getByRole('heading', { name: '忘记密码' })).toBeVisible();
  await page.getByLabel('手机号').fill(mobile);
  await fillCode(page, world, mobile);
  await page.getByLabel('新密码', { exact: true }).fill('Anew-sample-8246');
  await page.getByLabel('确认新密码').fill('Anew-sample-8246');
  await page.getByRole('button', { name: '确定', exact: true }).click();
  await expect(page.getByText('新密码已生效，请重新登录。')).toBeVisible();
  await expect(page.getByRole('heading', { name: '登录', exact: true })).toBeVisible();

  await page.getByLabel('手机号').fill(mobile);
  await page.getByLabel('密码', { exact: true }).fill('Demo-customer-2026');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText('手机号或密码不正确。');
  await logIn(page, world, mobile, 'Anew-sample-8246');
});
