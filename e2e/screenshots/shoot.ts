import { type Browser, type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import { launchOptions } from '../browser.ts';
import { staffPage, takeFirst } from '../desk.ts';
import { application, fillCode, fillForm, readUkey, upload, uploaded } from '../journeys.ts';
import {
  consolePages,
  demoCustomers,
  logInAs,
  numberIn,
  type Orders,
  type Place,
  portalPages,
  settled,
} from '../pages.ts';
import { materials } from '../papers.ts';
import { stirMoney } from '../paying.ts';
import { startWorld, type World } from '../world.ts';
import { type Camera, type Language, type Width, widths } from './camera.ts';

type State = Awaited<ReturnType<BrowserContext['storageState']>>;
const locale: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-US' };

/** Every page of portal, console, bridge window and sim, from a fresh product with its demo data. */
export async function shoot(camera: Camera): Promise<void> {
  const world = await startWorld();
  const browser = await chromium.launch(await launchOptions());
  try {
    const studio = { world, browser, camera };
    const { states, orders } = await prepare(studio);
    for (const [viewer, places] of Object.entries(portalPages(orders)))
      await shootPlaces(studio, 'portal', world.portal, places, states.get(viewer));
    await shootConsole(studio);
    await shootBridge(studio, orders.awaiting, states.get('first'));
    // Last, when messages have come and a UKey has a new PIN.
    const sim = ['', 'phone', 'ukeys', 'staff'].map((path) => ({ name: path || 'start', path: `/${path}` }));
    await shootPlaces(studio, 'sim', world.sim, sim);
  } finally {
    await browser.close();
    await world.stop();
  }
}

interface Studio {
  readonly world: World;
  readonly browser: Browser;
  readonly camera: Camera;
}

async function newPage({ browser }: Studio, language: Language, width: Width, state?: State): Promise<Page> {
  const context = await browser.newContext({
    locale: locale[language],
    timezoneId: 'Asia/Shanghai',
    viewport: { width, height: widths[width] },
    ...(state && { storageState: state }),
  });
  await context.addInitScript((chosen) => localStorage.setItem('jiesuo.language', chosen), language);
  return context.newPage();
}

/** Logs every customer in, and leaves the first one with a draft that is complete but for its submission. */
async function prepare(studio: Studio): Promise<{ states: Map<string, State>; orders: Orders }> {
  const { world } = studio;
  const states = new Map<string, State>();
  const orders = { awaiting: '', unpaid: '', rejected: '', completed: '' };
  const visit = async (viewer: keyof typeof demoCustomers, act: (page: Page) => Promise<void>) => {
    const page = await newPage(studio, 'zh', 1440);
    await logInAs(page, world, viewer);
    await act(page);
    states.set(viewer, await page.context().storageState());
    await page.context().close();
  };
  await visit('second', async (page) => {
    orders.unpaid = await numberIn(page, world, '待支付');
    orders.rejected = await numberIn(page, world, '审核不通过');
  });
  await visit('third', async (page) => {
    orders.completed = await numberIn(page, world, '已完成');
  });
  await visit('first', async (page) => {
    orders.awaiting = await numberIn(page, world, '待重置');
    await world.plug('JS2026000000001');
    await page.goto(`${world.portal}/reset`);
    await readUkey(page);
    await expect(page.getByText('可以在线重置密码')).toBeVisible();
    await studio.camera.take(page, 'portal-reset-1-found', 'zh', 1440);
    await page.getByRole('button', { name: '下一步' }).click();
    await fillForm(page, application);
    await page.getByRole('checkbox').check();
    await upload(page, ...materials);
    await expect(uploaded(page)).toHaveCount(materials.length);
    await page.getByRole('button', { name: '确定', exact: true }).click();
    await expect(page.getByText('请核对各项信息')).toBeVisible();
  });
  return { states, orders };
}

async function shootPlaces(studio: Studio, side: string, origin: string, places: readonly Place[], state?: State) {
  const wanted = places.filter(({ name }) => studio.camera.wants(`${side}-${name}`));
  if (wanted.length === 0) return;
  for (const language of studio.camera.languages)
    for (const width of studio.camera.widths) {
      const page = await newPage(studio, language, width, state);
      for (const { name, path } of wanted) {
        await page.setViewportSize({ width, height: widths[width] });
        await page.goto(`${origin}${path}`);
        if (side !== 'sim') await settled(page);
        await studio.camera.take(page, `${side}-${name}`, language, width);
      }
      await page.context().close();
    }
}

async function shootConsole(studio: Studio): Promise<void> {
  const { world, browser } = studio;
  const reviewer = await staffPage(browser, world, 'reviewer');
  const order = await takeFirst(reviewer, world);
  await reviewer.context().close();
  const finance = await staffPage(browser, world, 'finance');
  const paid = await stirMoney(finance, world);
  await finance.context().close();
  for (const [name, places] of Object.entries(consolePages(order, paid))) {
    const member = name === 'anyone' ? undefined : await staffPage(browser, world, name);
    const state = await member?.context().storageState();
    await member?.context().close();
    await shootPlaces(studio, 'console', world.console, places, state);
  }
}

/** The window stays the same while its language and its size change. */
async function shootWindow({ camera }: Studio, window: Page, name: string): Promise<void> {
  if (!camera.wants(name)) return;
  for (const language of camera.languages) {
    const other = window.getByRole('button', { name: language === 'zh' ? '中文' : 'English' });
    if (await other.isVisible()) await other.click();
    for (const width of [560, 390] as const) {
      if (width === 390 && !camera.widths.includes(390)) continue;
      await window.setViewportSize({ width, height: 720 });
      await camera.take(window, name, language, width === 560 ? 1440 : 390);
    }
  }
  const chinese = window.getByRole('button', { name: '中文' });
  if (await chinese.isVisible()) await chinese.click();
}

async function shootBridge(studio: Studio, number: string, state: State | undefined): Promise<void> {
  const { world } = studio;
  const page = await newPage(studio, 'zh', 1440, state);
  const open = async (button: string) => {
    const popup = page.context().waitForEvent('page');
    await page.getByRole('button', { name: button, exact: true }).click();
    return popup;
  };
  await page.goto(`${world.portal}/reset`);
  const reading = await open('读取');
  await expect(reading.getByRole('button', { name: '允许读取' })).toBeEnabled();
  await shootWindow(studio, reading, 'bridge-read');
  await reading.close();

  await world.plug('JS2026000000003');
  await page.goto(`${world.portal}/orders/${number}/reset`);
  await fillCode(page, world, demoCustomers.first);
  const window = await open('重置');
  await expect(window.getByRole('button', { name: '重置', exact: true })).toBeEnabled();
  await shootWindow(studio, window, 'bridge-pin');
  for (const label of ['新密码', '确认新密码']) await window.getByLabel(label, { exact: true }).fill('Kite#7wood');
  await window.getByRole('button', { name: '重置', exact: true }).click();
  await expect(window.getByRole('heading', { name: '操作成功' })).toBeVisible();
  await shootWindow(studio, window, 'bridge-done');
  await page.context().close();
  await shootPlaces(
    studio,
    'portal',
    world.portal,
    [{ name: 'done-with-evidence', path: `/orders/${number}/done` }],
    state,
  );
}
