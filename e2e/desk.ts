import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { materials } from './papers.ts';
import type { World } from './world.ts';

type State = Awaited<ReturnType<BrowserContext['storageState']>>;
interface Kept {
  readonly state: State;
  readonly at: number;
}
const kept = new WeakMap<World, Map<string, Kept>>();
/** Older, its factor may not be fresh enough for a sensitive act any more; and by now there is another one-time code. */
const keptMsMost = 120_000;

/** A page of the console where that member of staff is logged in. Log-ins are shared for a while: each one-time code works once. */
export async function staffPage(browser: Browser, world: World, name: string): Promise<Page> {
  const known = kept.get(world) ?? new Map<string, Kept>();
  kept.set(world, known);
  const before = known.get(name);
  const state = before && Date.now() - before.at < keptMsMost ? before.state : undefined;
  const context = await browser.newContext(state ? { storageState: state } : {});
  const page = await context.newPage();
  if (!state) {
    await staffLogIn(page, world, name);
    known.set(name, { state: await context.storageState(), at: Date.now() });
  }
  return page;
}

/** 账号, 密码, 动态码. */
export async function staffLogIn(
  page: Page,
  world: Pick<World, 'console' | 'staffLogIn'>,
  name: string,
): Promise<void> {
  await page.goto(`${world.console}/`);
  const person = await world.staffLogIn(name);
  await page.getByLabel('账号').fill(person.name);
  await page.getByLabel('密码', { exact: true }).fill(person.password);
  await page.getByLabel('动态码').fill(person.totp);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible();
}

export async function take(staff: Page, world: World, number: string): Promise<void> {
  await staff.goto(`${world.console}/reviews`);
  await staff.getByRole('button', { name: `领取 ${number}` }).click();
  await expect(staff.getByRole('heading', { name: `审核 ${number}` })).toBeVisible();
}

/** Takes the order that has waited longest. @returns its number. */
export async function takeFirst(staff: Page, world: World): Promise<string> {
  await staff.goto(`${world.console}/reviews`);
  await staff.getByRole('button', { name: '领取下一个' }).click();
  const heading = staff.getByRole('heading', { name: /^审核 CA/ });
  await expect(heading).toBeVisible();
  return (await heading.innerText()).replace('审核 ', '');
}

/** Judges every material, then 通过; `refused` maps a material's short name to the reason, and leads to 不通过. */
export async function judge(staff: Page, refused: Readonly<Record<string, string>> = {}): Promise<void> {
  const choices = staff.getByRole('group', { name: '申请材料' }).getByRole('button');
  await expect(choices).toHaveCount(materials.length);
  for (const choice of await choices.all()) {
    const name = await choice.innerText();
    await choice.click();
    const reason = Object.entries(refused).find(([short]) => name.includes(short))?.[1];
    await staff.getByRole('button', { name: reason ? '退回' : '合格', exact: true }).click();
    if (reason) await staff.getByLabel('退回原因').fill(reason);
  }
  const verb = Object.keys(refused).length > 0 ? '不通过' : '通过';
  await staff.getByRole('button', { name: verb, exact: true }).click();
  await staff.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
  await expect(staff.getByRole('button', { name: '回到队列' })).toBeVisible();
}

/**
 * Presses these keys on the review screen, one after another, each answered before the next; then the decision by Ctrl+Enter and Enter.
 * @returns how many keys it took.
 */
export async function decideByKeys(staff: Page, keys: readonly string[], verb: '通过' | '不通过'): Promise<number> {
  for (const key of keys) await staff.keyboard.press(key);
  await staff.keyboard.press('Control+Enter');
  const yes = staff.getByRole('dialog').getByRole('button', { name: verb, exact: true });
  await expect(yes).toBeFocused();
  await staff.keyboard.press('Enter');
  await expect(staff.getByText(verb === '通过' ? '已通过，客户会收到短信。' : '已退回客户。')).toBeVisible();
  return keys.length + 2;
}

/** The order on the desk is this reviewer's and can be decided. */
export const isReady = (staff: Page): Promise<void> =>
  expect(staff.getByRole('button', { name: '合格', exact: true })).toBeEnabled();

/** Takes an order and approves it. */
export async function approve(browser: Browser, world: World, number: string, name = 'reviewer'): Promise<void> {
  const staff = await staffPage(browser, world, name);
  await take(staff, world, number);
  await judge(staff);
  await staff.context().close();
}
