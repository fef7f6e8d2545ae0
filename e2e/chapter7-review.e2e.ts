import { decideByKeys, isReady, staffPage } from './desk.ts';
import { expect, test } from './world.ts';

const materials = 3;
const keysMost = 2 * materials + 2;

test('orders are taken and decided by keys alone, two for each material and two more at most', async ({
  browser,
  world,
}) => {
  test.setTimeout(120_000);
  const staff = await staffPage(browser, world, 'reviewer');
  await staff.goto(`${world.console}/reviews`);
  await expect(staff.getByRole('table', { name: '待审核' })).toBeVisible();
  await staff.keyboard.press('n');
  const heading = staff.getByRole('heading', { name: /^审核 CA/ });
  await isReady(staff);
  const first = await heading.innerText();

  await staff.keyboard.press('?');
  await expect(staff.getByRole('dialog', { name: '快捷键' })).toBeVisible();
  await staff.keyboard.press('?');
  await expect(staff.getByRole('dialog', { name: '快捷键' })).toBeHidden();
  // What is typed survives a reload, and so does the lease.
  await staff.keyboard.press('a');
  await staff.reload();
  await isReady(staff);
  await expect(staff.getByRole('group', { name: '申请材料' }).getByRole('button').first()).toContainText('合格');
  await staff.keyboard.press('2');
  expect(await decideByKeys(staff, ['a', 'a'], '通过')).toBeLessThanOrEqual(keysMost - 2);

  await staff.keyboard.press('n');
  await expect(heading).not.toHaveText(first);
  await isReady(staff);
  expect(await decideByKeys(staff, ['r', '1', 'a', 'a'], '不通过')).toBeLessThanOrEqual(keysMost);
  await staff.context().close();
});

test('a lease that was lost is told, and what was judged is still there when the order is taken again', async ({
  browser,
  world,
}) => {
  const staff = await staffPage(browser, world, 'reviewer');
  await staff.goto(`${world.console}/reviews`);
  await staff.getByRole('button', { name: '领取下一个' }).click();
  await isReady(staff);
  const number = (await staff.getByRole('heading', { name: /^审核 CA/ }).innerText()).replace('审核 ', '');
  for (const key of ['r', '1', 'a', 'a']) await staff.keyboard.press(key);

  // Given back in another tab, and taken by a colleague.
  const tab = await staff.context().newPage();
  await tab.goto(`${world.console}/reviews/${number}`);
  await tab.getByRole('button', { name: '放回队列' }).click();
  await expect(tab.getByRole('table', { name: '待审核' })).toBeVisible();
  const colleague = await staffPage(browser, world, 'reviewer2');
  await colleague.goto(`${world.console}/reviews`);
  await colleague.getByRole('button', { name: `领取 ${number}` }).click();
  await isReady(colleague);

  await staff.keyboard.press('Control+Enter');
  await staff.getByRole('dialog').getByRole('button', { name: '不通过', exact: true }).click();
  await expect(staff.getByRole('status').filter({ hasText: '领取已失效' })).toContainText('领取，您只能查看');
  await colleague.getByRole('button', { name: '放回队列' }).click();
  await expect(colleague.getByRole('table', { name: '待审核' })).toBeVisible();

  await staff.reload();
  await staff.getByRole('button', { name: '领取这个订单' }).click();
  await isReady(staff);
  const choices = staff.getByRole('group', { name: '申请材料' }).getByRole('button');
  await expect(choices.nth(0)).toContainText('退回');
  await expect(choices.nth(2)).toContainText('合格');
  await expect(staff.getByLabel('退回原因')).not.toHaveValue('');
  await staff.getByRole('button', { name: '放回队列' }).click();
  await staff.context().close();
  await colleague.context().close();
});
