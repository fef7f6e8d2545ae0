import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { launchOptions } from '../browser.ts';
import { openEvilSite } from '../hostile/evil.ts';
import { plug, typePin } from './desk.ts';
import { awaitingReset, register } from './people.ts';
import { askToRead, isDone, openReset, pageOf, typePinIn } from './screen.ts';
import { expect, test } from './test.ts';

const pin = 'Public-9361-s';

/** What a page's own request to a program on this computer comes to. A question to the person counts as blocked: nobody answers it. */
const knock = (page: Page, port: number): Promise<string> =>
  page.evaluate(
    (at) =>
      Promise.race([
        fetch(`http://127.0.0.1:${at}/`, { mode: 'no-cors' }).then(
          () => 'reached',
          () => 'blocked',
        ),
        new Promise<string>((resolve) => setTimeout(resolve, 4000, 'blocked')),
      ]),
    port,
  );
/** Without the portal's own policy, which would forbid the request by itself. */
async function knockFrom(context: BrowserContext, origin: string, port: number): Promise<string> {
  const page = await context.newPage();
  await page.goto(origin);
  return knock(page, port);
}

test('from a public address the UKey is read and reset without any permission, where a request to this computer is blocked', async ({
  programs,
  demo,
  browser,
}) => {
  const serial = demo.parts['main'] ?? '';
  await plug(programs, serial);
  const customer = await register(programs);
  const order = await awaitingReset(programs, customer, serial);
  const { BRIDGE_PORT: bridgePort, PORTAL_PORT: portalPort } = programs.ports;
  const far = await chromium.launch(await launchOptions(`--ip-address-space-overrides=127.0.0.1:${portalPort}=public`));
  const site = await openEvilSite({ '/': 'here' });
  try {
    const asFar = await far.newContext({ bypassCSP: true, locale: 'zh-CN' });
    const asNear = await browser.newContext({ bypassCSP: true });
    // The bridge answers nobody's fetch; that it is the browser who blocks shows at a program that answers everybody.
    expect(await knockFrom(asNear, programs.portal, site.port)).toBe('reached');
    expect(await knockFrom(asFar, programs.portal, site.port)).toBe('blocked');
    expect(await knockFrom(asFar, programs.portal, bridgePort)).toBe('blocked');
    await asNear.close();

    const context = await far.newContext({ locale: 'zh-CN' });
    const page = await pageOf(context, programs, customer);
    const reading = await askToRead(page, programs);
    expect(await knock(page, bridgePort)).toBe('blocked');
    await reading.getByRole('button', { name: '允许读取' }).click();
    await expect(page.getByText(serial)).toBeVisible();
    const window = await openReset(page, programs, customer, order);
    await typePinIn(window, pin);
    await isDone(window);
    expect((await customer.ask('orders.get', { number: order })).status).toBe('completed');
    expect(await typePin(programs, serial, pin)).toEqual({ outcome: 'right' });
  } finally {
    await far.close();
    await site.close();
  }
});
