import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { approve } from './desk.ts';
import { application, fillForm, logIn, logOut, orderNumber, readUkey, resetPin, upload, uploaded } from './journeys.ts';
import { expect, test, type World } from './world.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const customer = { mobile: '19900000001', password: 'Demo-customer-2026', contact: '示例张三' };
const serial = 'JS2026000000001';
const pin = 'Kite#7wood';

test.describe.configure({ mode: 'serial' });

test('a UKey is read and judged before anything is asked', async ({ page, world }) => {
  await world.plug(serial);
  await logIn(page, world, customer.mobile, customer.password);
  for (const tile of ['CA密码重置', '我的订单', '我的账户', '帮助'])
    await expect(page.getByRole('main').getByRole('link', { name: tile })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'CA密码重置' }).click();
  await expect(page.getByRole('button', { name: '下一步' })).toBeDisabled();
  await readUkey(page);
  await expect(page.getByText(serial)).toBeVisible();
  await expect(page.getByText('可以在线重置密码')).toBeVisible();
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByLabel('客户名称')).toBeVisible();
});

test('what was typed and uploaded outlives reload, log-out and 取消, and faults are said beside their fields', async ({
  page,
  world,
}) => {
  test.setTimeout(150_000);
  await logIn(page, world, customer.mobile, customer.password);
  await page.getByRole('button', { name: '继续填写' }).click();
  // As an input method leaves it: full-width spaces around and within, the certificate's full-width brackets half as wide.
  const typed = { ...application, customerName: '　解锁示例(上海)　科技有限公司 ', idNumber: '999999199003071016' };
  await fillForm(page, typed);
  await expect(page.getByText('已保存', { exact: true }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('经办人姓名')).toHaveValue(typed.name);
  await expect(page.getByLabel('电子邮箱')).toHaveValue(typed.email);

  await page.getByRole('button', { name: '确定', exact: true }).click();
  await expect(page.getByLabel('经办人身份证号')).toHaveAccessibleDescription('身份证号校验位不正确，请核对每一位。');
  await expect(page.getByText('请上传这份材料。')).toHaveCount(3);
  await expect(page.getByLabel('客户名称')).not.toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('经办人身份证号').fill(application.idNumber);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载已填好的授权书（PDF）' }).click();
  const letter = readFileSync(await (await downloading).path());
  expect(letter.subarray(0, 5).toString()).toBe('%PDF-');
  const authorization = page.getByLabel('单位授权书/介绍信', { exact: true });
  await authorization.setInputFiles({
    name: '说明.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('not a PDF at all'),
  });
  await expect(
    page
      .getByRole('alert')
      .or(page.getByRole('status'))
      .filter({ hasText: /文件|格式|支持/ })
      .first(),
  ).toBeVisible();
  await authorization.setInputFiles({ name: '授权书.pdf', mimeType: 'application/pdf', buffer: letter });
  await page.getByRole('checkbox').check();
  await upload(page, '公司营业执照复印件', '经办人身份证原件彩色扫描件');
  await expect(uploaded(page)).toHaveCount(3);

  await logOut(page, customer.contact);
  await logIn(page, world, customer.mobile, customer.password);
  await page.getByRole('button', { name: '继续填写' }).click();
  await expect(page.getByLabel('经办人身份证号')).toHaveValue(application.idNumber);
  await expect(uploaded(page)).toHaveCount(3);
  await expect(page.getByRole('checkbox')).toBeChecked();
  await page.getByRole('button', { name: '确定', exact: true }).click();
  await expect(page.getByText('请核对各项信息')).toBeVisible();
  await page.getByRole('button', { name: '取消', exact: true }).click();
  await expect(page.getByLabel('经办人手机')).toHaveValue(application.mobile);
  await expect(uploaded(page)).toHaveCount(3);
});

test('an approved order is reset in the window, the UKey has the new PIN and the same certificate, and the evidence proves it', async ({
  page,
  world,
  browser,
}, info) => {
  test.setTimeout(200_000);
  const before = await certificateOf(world);
  await logIn(page, world, customer.mobile, customer.password);
  await page.goto(`${world.portal}/reset/form`);
  await page.getByRole('button', { name: '确定', exact: true }).click();
  await page.getByRole('button', { name: '确认提交' }).click();
  await expect(page.getByText('操作成功')).toBeVisible();
  const number = await orderNumber(page);
  await page.getByRole('link', { name: '我的订单', exact: true }).click();
  await page.getByRole('tab', { name: '已支付订单' }).click();
  await expect(page.getByRole('row', { name: number })).toContainText('待审核');

  await approve(browser, world, number);
  await expect.poll(() => approvals(world)).toBe(1);
  await page.goto(`${world.portal}/orders?tab=paid`);
  await expect(page.getByRole('row', { name: number })).toContainText('待重置');

  const window = await resetPin(page, world, { number, mobile: customer.mobile, pin });
  await window.close();
  expect(await world.verifyPin(serial, pin)).toBe(true);
  expect(await certificateOf(world)).toBe(before);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载凭证JSON' }).click();
  const file = info.outputPath('evidence.json');
  await (await downloading).saveAs(file);
  // Nothing in it is wrong; the log's proofs come within a minute.
  expect([0, 2]).toContain(verify(world, file).status);
  expect(verify(world, file).stderr).toBe('');
  const forged = info.outputPath('forged.json');
  writeFileSync(forged, changed(readFileSync(file, 'utf8')));
  expect(verify(world, forged).status).toBe(1);

  await page.goto(`${world.portal}/orders?tab=paid`);
  await expect(page.getByRole('row', { name: number })).toContainText('已完成');
  expect(await approvals(world)).toBe(1);
});

const certificateOf = async (world: World) => (await world.ukeys()).find((ukey) => ukey.serial === serial)?.fingerprint;
const approvals = async (world: World) =>
  (await world.sms(customer.mobile)).filter((message) => message.template === 'order_approved').length;
const verify = (world: World, file: string) =>
  spawnSync(process.execPath, ['apps/server/server.js', 'evidence', 'verify', file], {
    cwd: root,
    env: world.env,
    encoding: 'utf8',
  });

/** One character in the middle of the longest string is another. */
function changed(evidence: string): string {
  const longest = [...evidence.matchAll(/"[^"]*"/g)].toSorted((a, b) => b[0].length - a[0].length)[0];
  if (!longest) throw new Error('the evidence holds no string');
  const at = longest.index + Math.floor(longest[0].length / 2);
  return evidence.slice(0, at) + (evidence[at] === 'A' ? 'B' : 'A') + evidence.slice(at + 1);
}
