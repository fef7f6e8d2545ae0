import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, chromium, expect } from '@playwright/test';
import { extensionId, HOST_NAME, hostManifest } from '../../apps/bridge/src/carriers/extension.ts';
import { writeExtension } from '../../apps/bridge/src/carriers/extensionFiles.ts';
import { type Screen, startScreen } from '../../apps/bridge/src/prompt/test-screen.ts';
import { launchOptions } from '../browser.ts';
import { plug, typePin, ukey } from '../faults/desk.ts';
import { awaitingReset, register, resetCode } from '../faults/people.ts';
import { type Programs, readDemo, startPrograms } from '../faults/programs.ts';
import { pageOf } from '../faults/screen.ts';

const launcher = fileURLToPath(new URL('../../apps/bridge/bridge.js', import.meta.url));
const needed = ['/usr/bin/Xvfb', '/usr/bin/xdotool', '/usr/bin/pinentry-gtk-2'];
const TITLE = '证书助手';

/** A CA's own extension: not the one of development. */
const extensionKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .publicKey.export({ type: 'spki', format: 'der' })
  .toString('base64');
const id = extensionId(extensionKey);
const config = { extensions: [id] };

const test = base.extend<object, { desktop: Screen; programs: Programs }>({
  desktop: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's dependencies from this pattern.
    async ({}, use) => {
      const screen = await startScreen();
      await use(screen);
      await screen.close();
    },
    { scope: 'worker' },
  ],
  programs: [
    async ({ desktop: screen }, use) => {
      const env = { DISPLAY: screen.environment['DISPLAY'] ?? '', LC_ALL: 'C.UTF-8', EXTENSION_ID: id };
      const programs = await startPrograms({ env, bridge: config });
      await programs.start('sim', 'server', 'bridge');
      await use(programs);
      await programs.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
test.skip(!needed.every((path) => existsSync(path)), 'needs xvfb, xdotool and pinentry-gtk2');
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const configOf = ({ dataDir }: Programs): string => join(dataDir, 'demo', 'bridge.json');

/** As the system starts the bridge for an address that a page opened. @returns its exit code. */
function follow({ environment }: Screen, programs: Programs, link: string): Promise<number | null> {
  const env = { ...environment, BRIDGE_CONFIG: configOf(programs) };
  const child: ChildProcess = spawn(process.execPath, [launcher, 'dial', link], { env, stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}

async function typeTwice(screen: Screen, pin: string): Promise<void> {
  await screen.waitForWindow(TITLE);
  await screen.type(pin);
  // Over the button that shows what was typed.
  await screen.press('Tab', 'Tab');
  await screen.type(pin);
  await screen.press('Return');
}

/** A customer with an order whose UKey is plugged in and waits for its reset. */
async function ready(programs: Programs) {
  const serial = readDemo(programs).parts['main'] ?? '';
  await plug(programs, serial);
  const customer = await register(programs);
  return { serial, customer, order: await awaitingReset(programs, customer, serial) };
}
type Ready = Awaited<ReturnType<typeof ready>>;

async function expectReset(programs: Programs, { serial, customer, order }: Ready, pin: string): Promise<void> {
  expect((await customer.ask('orders.get', { number: order })).status).toBe('completed');
  expect(await typePin(programs, serial, pin)).toEqual({ outcome: 'right' });
  const { adminTriesLeft, adminTriesMax } = await ukey(programs, serial);
  expect(adminTriesLeft).toBe(adminTriesMax);
}
const linkTo = (programs: Programs, code: string): string =>
  `jiesuo-bridge://${code}?portal=${encodeURIComponent(programs.portal)}`;

test('by jiesuo-bridge:// the running bridge resets with a native dialog and no window', async ({
  desktop: screen,
  programs,
}) => {
  const made = await ready(programs);
  const { code } = await resetCode(programs, made.customer, made.order);
  const over = follow(screen, programs, linkTo(programs, code));
  await typeTwice(screen, '12345678');
  // It is asked for again, with the fault.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await typeTwice(screen, 'Dial-7392-kX');
  expect(await over).toBe(0);
  await expectReset(programs, made, 'Dial-7392-kX');
});

test('where no bridge runs, the one that the system started does it alone; a cancelled dialog changes nothing', async ({
  desktop: screen,
  programs,
}) => {
  const made = await ready(programs);
  await programs.kill('bridge');
  const first = await resetCode(programs, made.customer, made.order);
  const cancelled = follow(screen, programs, linkTo(programs, first.code));
  await screen.waitForWindow(TITLE);
  await screen.press('Escape');
  expect(await cancelled).toBe(1);
  expect((await made.customer.ask('orders.get', { number: made.order })).status).toBe('awaiting_reset');

  const second = await resetCode(programs, made.customer, made.order);
  const over = follow(screen, programs, linkTo(programs, second.code));
  await typeTwice(screen, 'Alone-7392-kX');
  expect(await over).toBe(0);
  await programs.start('bridge');
  await expectReset(programs, made, 'Alone-7392-kX');
});

test('a page whose window meets no bridge offers the link, and goes on when the link was followed', async ({
  desktop: screen,
  programs,
  context,
}) => {
  const serial = readDemo(programs).parts['main'] ?? '';
  await plug(programs, serial);
  await programs.kill('bridge');
  const page = await pageOf(context, programs, await register(programs));
  await page.goto(`${programs.portal}/reset`);
  await page.getByRole('button', { name: '读取', exact: true }).click();
  const href = await page.getByRole('link', { name: '不用窗口，改用系统对话框办理' }).getAttribute('href');
  const over = follow(screen, programs, href ?? '');
  await screen.waitForWindow(TITLE);
  // Return alone presses 取消.
  await screen.press('Tab', 'Return');
  expect(await over).toBe(0);
  await expect(page.getByText(serial)).toBeVisible();
  await programs.start('bridge');
});

test('a code that was used, or made up, leads nowhere', async ({ desktop: screen, programs }) => {
  const { code } = await (await register(programs)).ask('ceremonies.pair', { purpose: 'read' });
  expect(await follow(screen, programs, `jiesuo-bridge://${code}?portal=https%3A%2F%2Fevil.example`)).toBe(1);
  expect(await follow(screen, programs, linkTo(programs, 'A'.repeat(22)))).toBe(1);
});

test('the window hands the PIN to the system’s dialog, and its 取消 takes the dialog away', async ({
  desktop: screen,
  programs,
  page,
}) => {
  const made = await ready(programs);
  programs.configure({ ...config, prompt: 'native' });
  await programs.restart('bridge');
  const open = async (label: string) => {
    const { code } = await resetCode(programs, made.customer, made.order);
    await page.goto(`http://${label.repeat(3)}.localhost:${programs.ports.BRIDGE_PORT}/window#${code}`);
    await page.getByRole('button', { name: '重置' }).click();
    await screen.waitForWindow(TITLE);
  };
  await open('a1b2c3d4');
  await expect(page.locator('input')).toHaveCount(0);
  await page.getByRole('button', { name: '取消' }).click();
  await screen.waitForNoWindow(TITLE);

  await open('b1b2c3d4');
  await typeTwice(screen, 'Native-7392-kX');
  await expect(page.getByText('操作成功')).toBeVisible();
  await expectReset(programs, made, 'Native-7392-kX');
  programs.configure(config);
  await programs.restart('bridge');
});

test('by a CA’s own extension a portal’s page has its UKey read where no window meets a bridge, in the page’s language', async ({
  desktop: screen,
  programs,
}) => {
  const serial = readDemo(programs).parts['healthy'] ?? '';
  await plug(programs, serial);
  await programs.kill('bridge');
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-extension-'));
  const [extension, profile, host] = [join(folder, 'extension'), join(folder, 'profile'), join(folder, 'host')];
  expect(writeExtension(extension, [programs.portal], extensionKey)).toBe(id);
  writeFileSync(
    host,
    `#!/bin/sh\nBRIDGE_CONFIG='${configOf(programs)}' exec '${process.execPath}' '${launcher}' "$@"\n`,
  );
  chmodSync(host, 0o700);
  mkdirSync(join(profile, 'NativeMessagingHosts'), { recursive: true });
  const manifest = JSON.stringify(hostManifest(host, [id]));
  writeFileSync(join(profile, 'NativeMessagingHosts', `${HOST_NAME}.json`), manifest);
  const context = await chromium.launchPersistentContext(profile, {
    ...(await launchOptions(
      '--headless=new',
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
    )),
    headless: false,
    locale: 'zh-CN',
    // The browser starts the bridge, whose dialog appears where the browser is.
    env: { ...process.env, ...screen.environment },
    ignoreDefaultArgs: ['--disable-extensions'],
  });
  try {
    if (context.serviceWorkers().length === 0) await context.waitForEvent('serviceworker');
    const page = await pageOf(context, programs, await register(programs));
    await page.goto(`${programs.portal}/reset`);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    await page.getByRole('button', { name: 'By the browser extension' }).click();
    expect(await screen.waitForWindow('Certificate Bridge')).toContain('please confirm');
    // Return alone presses the button that cancels.
    await screen.press('Tab', 'Return');
    await screen.waitForNoWindow('Certificate Bridge');
    await expect(page.getByText(serial)).toBeVisible();
  } finally {
    await context.close();
    await programs.start('bridge');
  }
});
