import { test as base, expect } from '@playwright/test';
import { attachToVpcd, typePin, ukey, unplug } from './desk.ts';
import { type Pcscd, startPcscd, whyNoPcscd } from './pcscd.ts';
import { awaitingReset, register } from './people.ts';
import { type Programs, readDemo, startPrograms } from './programs.ts';
import { askToRead, isDone, openReset, pageOf, typePinIn } from './screen.ts';

const pin = 'Pcscd-5927-vK';

const test = base.extend<{ pcscd: Pcscd; programs: Programs }>({
  pcscd: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's dependencies from this pattern.
    async ({}, use) => {
      const pcscd = await startPcscd();
      await use(pcscd);
      await pcscd.close();
    },
    // Another lane may be at it.
    { timeout: 600_000 },
  ],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's dependencies from this pattern.
  programs: async ({}, use) => {
    const programs = await startPrograms({ bridge: { drivers: ['pcsc'] } });
    await programs.start('sim', 'server', 'bridge');
    await use(programs);
    await programs.stop();
  },
});
const reason = whyNoPcscd();
test.skip(reason !== undefined, reason ?? '');

test('over a real pcscd a UKey is read, pulled half-way, and reset by one more try', async ({
  pcscd,
  programs,
  context,
}) => {
  test.setTimeout(180_000);
  const serial = readDemo(programs).parts['main'] ?? '';
  const customer = await register(programs);
  const page = await pageOf(context, programs, customer);
  await attachToVpcd(programs, serial, pcscd.port);
  await expect(async () => {
    const reading = await askToRead(page, programs);
    await reading.getByRole('button', { name: '允许读取' }).click();
    await expect(page.getByText(serial)).toBeVisible({ timeout: 5000 });
  }).toPass();
  const order = await awaitingReset(programs, customer, serial);

  const window = await openReset(page, programs, customer, order);
  await unplug(programs, serial);
  await typePinIn(window, pin);
  // Which of them depends on whether the reader has noticed yet.
  await expect(window.getByText(/没有找到KEY。|操作中途KEY被拔出。|KEY没有正常响应。/)).toBeVisible();

  await attachToVpcd(programs, serial, pcscd.port);
  const again = await openReset(page, programs, customer, order);
  await typePinIn(again, pin);
  await isDone(again);
  expect((await customer.ask('orders.get', { number: order })).status).toBe('completed');
  const { adminTriesLeft, adminTriesMax, isInVpcd } = await ukey(programs, serial);
  expect([adminTriesLeft, isInVpcd]).toEqual([adminTriesMax, true]);
  expect(await typePin(programs, serial, pin)).toEqual({ outcome: 'right' });
});
