import { expect, test } from './world.ts';
import { logIn, readUkey } from './journeys.ts';

test('a customer logs in and reads a UKey through the bridge', async ({ page, world }) => {
  await logIn(page, world, '19900000001', 'Demo-customer-2026');
  await page.getByRole('link', { name: 'CA密码重置' }).first().click();
  await readUkey(page);
  await expect(page.getByText('JS2026000000001')).toBeVisible();
  await expect(page.getByText('可以在线重置密码')).toBeVisible();
});
