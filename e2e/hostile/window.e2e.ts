import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { BrowserContext, Page } from '@playwright/test';
import { plug, typePin } from '../faults/desk.ts';
import { awaitingReset, register, resetCode } from '../faults/people.ts';
import type { Programs } from '../faults/programs.ts';
import { askToRead, first, isDone, pageOf, second } from '../faults/screen.ts';
import { expect, test } from '../faults/test.ts';
import { openEvilSite } from './evil.ts';

const pin = 'Severed-2750-q';
const label = () => randomBytes(12).toString('hex');
const addressOf = ({ ports }: Programs, code: string, at = label()) =>
  `http://${at}.localhost:${ports.BRIDGE_PORT}/window#${code}`;

/** A hostile page opens the window its own way: by name, and keeps both the handle and the opener. */
async function openHostile(page: Page, address: string): Promise<Page> {
  const popup = page.context().waitForEvent('page');
  await page.evaluate((url) => {
    const held = window.open('about:blank', 'bridge');
    if (held) held.location.href = url;
    Object.assign(window, { held });
  }, address);
  return popup;
}

/** All that a page can try with a window's handle and name. @returns what got through. */
async function attack(page: Page): Promise<string[]> {
  const popups: Page[] = [];
  const collect = (popup: Page) => popups.push(popup);
  page.context().on('page', collect);
  const got = await page.evaluate(async () => {
    const { held } = window as unknown as { held: Window };
    const through: string[] = [];
    const attempt = (name: string, act: () => unknown) => {
      try {
        if (act()) through.push(name);
      } catch {
        // Refused, as it should be.
      }
    };
    attempt('is seen open', () => !held.closed);
    attempt('document read', () => held.document.body.innerText);
    attempt('address read', () => held.location.href);
    attempt('field read', () => held.document.querySelector('input')?.value);
    attempt('storage read', () => held.sessionStorage.length >= 0);
    for (const act of [
      () => held.postMessage({ type: 'pin' }, '*'),
      () => held.location.replace('/evil-replace'),
      () => held.location.assign('/evil-assign'),
      () => Object.assign(held, { location: '/evil-set' }),
      () => Object.assign(held.location, { hash: 'evil' }),
      () => held.location.reload(),
      () => held.history.back(),
      () => held.focus(),
      () => held.close(),
      () => window.open('/evil-by-name', 'bridge'),
      () => window.open('about:blank', 'bridge')?.close(),
    ])
      attempt('', () => {
        act();
      });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return through;
  });
  page.context().off('page', collect);
  await Promise.all(popups.filter((popup) => !popup.isClosed()).map((popup) => popup.close()));
  return got;
}

test('a hostile portal page can neither steer nor read the window, before and while the PIN is half typed', async ({
  programs,
  demo,
  context,
}) => {
  const serial = demo.parts['main'] ?? '';
  await plug(programs, serial);
  const customer = await register(programs);
  const order = await awaitingReset(programs, customer, serial);
  const page = await pageOf(context, programs, customer);
  await page.goto(`${programs.portal}/orders/${order}/reset`);
  const { code } = await resetCode(programs, customer, order);
  const window = await openHostile(page, addressOf(programs, code));
  await expect(first(window)).toBeVisible();
  const address = window.url();
  expect(address).not.toContain('#');
  const seen = await window.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    addEventListener('message', (event) => heard.push(event.data));
    return { opener: globalThis.opener as unknown, referrer: document.referrer, isolated: self.originAgentCluster };
  });
  expect(seen).toEqual({ opener: null, referrer: '', isolated: true });
  const holdsOut = async (typed: string) => {
    expect(await attack(page)).toEqual([]);
    expect(window.isClosed()).toBe(false);
    expect(window.url()).toBe(address);
    await expect(first(window)).toHaveValue(typed);
    expect(await window.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard)).toEqual([]);
  };
  await holdsOut('');
  const half = pin.slice(0, 7);
  await first(window).pressSequentially(half);
  await holdsOut(half);
  await first(window).pressSequentially(pin.slice(7));
  await second(window).fill(pin);
  await window.getByRole('button', { name: '重置', exact: true }).click();
  await isDone(window);
  expect(await attack(page)).toEqual([]);
  expect(await typePin(programs, serial, pin)).toEqual({ outcome: 'right' });
});

test('the portal’s own page gets no handle either: the window it opens reads closed and has no opener', async ({
  programs,
  context,
}) => {
  const page = await pageOf(context, programs, await register(programs));
  await page.addInitScript(() => {
    const { open } = self;
    self.open = (...input) => {
      const held = open.apply(self, input);
      Object.assign(self, { held });
      return held;
    };
  });
  const window = await askToRead(page, programs);
  expect(await page.evaluate(() => (globalThis as unknown as { held: Window }).held.closed)).toBe(true);
  expect(await window.evaluate(() => globalThis.opener as unknown)).toBeNull();
  expect(await attack(page)).toEqual([]);
  await expect(window.getByRole('button', { name: '允许读取' })).toBeVisible();
});

test('a service worker that an earlier holder of the port left does not control the new window', async ({
  programs,
  context,
}) => {
  const page = await pageOf(context, programs, await register(programs));
  await programs.kill('bridge');
  const worker = `self.addEventListener('install', () => self.skipWaiting());
    self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
    self.addEventListener('fetch', (event) => event.respondWith(new Response('<h1>stolen</h1>', { headers: { 'content-type': 'text/html' } })));`;
  const site = await openEvilSite({ '/': '<title>old</title>', '/sw.js': worker }, programs.ports.BRIDGE_PORT);
  const old = await context.newPage();
  const oldOrigin = `http://${label()}.localhost:${programs.ports.BRIDGE_PORT}`;
  await old.goto(`${oldOrigin}/window`);
  await old.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js', { scope: '/' });
    await navigator.serviceWorker.ready;
  });
  await old.reload();
  await expect(old.getByText('stolen')).toBeVisible();
  await site.close();
  await programs.start('bridge');
  const window = await askToRead(page, programs);
  const state = await window.evaluate(async () => ({
    controller: navigator.serviceWorker.controller,
    registrations: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(state).toEqual({ controller: null, registrations: 0 });
});

test('another site’s window shows whose account it is for, and does nothing without a person’s press', async ({
  programs,
  demo,
  tap,
  context,
}) => {
  await plug(programs, demo.parts['main'] ?? '');
  const attacker = await register(programs);
  const { pairing, code } = await attacker.ask('ceremonies.pair', { purpose: 'read' });
  const site = await openEvilSite({ '/': '<title>evil</title>' });
  try {
    const page = await context.newPage();
    await page.goto(site.origin);
    const before = tap.passed.length;
    const window = await openHostile(page, addressOf(programs, code));
    const allow = window.getByRole('button', { name: '允许读取' });
    await expect(allow).toBeEnabled();
    await expect(window.getByText(`${attacker.mobile.slice(0, 3)}****${attacker.mobile.slice(-4)}`)).toBeVisible();
    await expect(window.getByText(programs.portal)).toBeVisible();
    expect(await attack(page)).toEqual([]);
    await allow.evaluate((button: HTMLButtonElement) => {
      button.click();
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click'])
        button.dispatchEvent(new MouseEvent(type, { bubbles: true }));
      button.focus();
      button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
    await window.waitForTimeout(800);
    await expect(allow).toBeVisible();
    expect(tap.passed.length).toBe(before);
    expect((await attacker.ask('ceremonies.watch', { pairing })).state).toBe('paired');
    await allow.click();
    await expect.poll(async () => (await attacker.ask('ceremonies.watch', { pairing })).state).toBe('done');
    expect(tap.passed.length).toBeGreaterThan(before);
  } finally {
    await site.close();
  }
});

test('the window’s buttons are dead for one second after it gets the focus', async ({ programs, context }) => {
  const page = await pageOf(context, programs, await register(programs));
  const window = await askToRead(page, programs);
  const allow = window.getByRole('button', { name: '允许读取' });
  await expect(allow).toBeEnabled();
  const place = await allow.boundingBox();
  if (!place) throw new Error('the button is nowhere');
  const deadMs = await allow.evaluate(
    (button: HTMLButtonElement) =>
      new Promise<number>((resolve) => {
        dispatchEvent(new Event('focus'));
        const since = performance.now();
        if (!button.disabled) resolve(0);
        new MutationObserver(() => button.disabled || resolve(performance.now() - since)).observe(button, {
          attributes: true,
        });
      }),
  );
  expect(deadMs).toBeGreaterThan(990);
  await window.evaluate(() => dispatchEvent(new Event('focus')));
  await window.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  await expect(allow).toBeEnabled();
  await expect(window.getByRole('heading', { name: '这个网站想读取KEY' })).toBeVisible();
});

test('the window cannot be framed', async ({ programs, context }) => {
  const customer = await register(programs);
  const { code } = await customer.ask('ceremonies.pair', { purpose: 'read' });
  const answers: number[] = [];
  context.on('response', (response) => {
    if (new URL(response.url()).pathname === '/window') answers.push(response.status());
  });
  const address = addressOf(programs, code);
  const site = await openEvilSite({ '/': `<iframe src="${address}"></iframe><object data="${address}"></object>` });
  try {
    const page = await context.newPage();
    await page.goto(site.origin);
    await expect.poll(() => answers.length).toBeGreaterThan(0);
    expect(answers.filter((status) => status !== 403)).toEqual([]);
    // The browser puts its own error page in place of each: until then a frame may go while it is read.
    await expect(async () => {
      for (const frame of page.frames().slice(1)) expect(await frame.content()).not.toContain('window.ts');
    }).toPass();
    expect((await customer.ask('ceremonies.pair', { purpose: 'read' })).code).not.toBe(code);
  } finally {
    await site.close();
  }
});

test('a request that names another host than one fresh label is refused with 421', async ({ programs }) => {
  const port = programs.ports.BRIDGE_PORT;
  const good = `${label()}.localhost:${port}`;
  const hosts = [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    `[::1]:${port}`,
    `short.localhost:${port}`,
    `a.${good}`,
    good.replace(`:${port}`, ''),
    good.replace(`:${port}`, `:${port + 1}`),
    `${label()}.evil.example:${port}`,
    `${label()}.localhost.evil.example:${port}`,
    `${'x'.repeat(41)}.localhost:${port}`,
  ];
  expect(await statusFor(port, good)).toBe(200);
  for (const host of hosts) expect([host, await statusFor(port, host)]).toEqual([host, 421]);
});

const statusFor = (port: number, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/window', headers: { host }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

test('a pairing code works once, and a window opened again has none', async ({ programs, context }) => {
  const customer = await register(programs);
  const { code } = await customer.ask('ceremonies.pair', { purpose: 'read' });
  const window = await open(context, addressOf(programs, code));
  await expect(window.getByRole('button', { name: '允许读取' })).toBeVisible();
  const twice = await open(context, addressOf(programs, code));
  await expect(twice.getByText('配对码无效或已过期', { exact: false })).toBeVisible();
  await window.reload();
  await expect(window.getByText('本窗口不能单独打开。')).toBeVisible();
});

async function open(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  return page;
}
