import { setTimeout as sleep } from 'node:timers/promises';
import { zh } from '../../apps/bridge/src/window/words.zh.ts';
import { plug, typePin, ukey, unplug } from './desk.ts';
import { Gone, type Moment, openWindow, type Shown } from './hand.ts';
import { awaitingReset, type Customer, register, resetCode } from './people.ts';
import type { Demo, Programs } from './programs.ts';
import { isDone, openReset, pageOf, typePinIn } from './screen.ts';
import type { Tap } from './tap.ts';
import { expect, test } from './test.ts';

const pin = 'Pull-4826-pZ';
const messages = ['authorise', 'unblock', 'unblocked', 'changed', 'proof'] as const;

interface Case {
  readonly programs: Programs;
  readonly serial: string;
  readonly customer: Customer;
  readonly order: string;
}
async function prepare(programs: Programs, demo: Demo): Promise<Case> {
  const serial = demo.parts['main'] ?? '';
  await plug(programs, serial);
  const customer = await register(programs);
  return { programs, serial, customer, order: await awaitingReset(programs, customer, serial) };
}
async function open({ programs, customer, order }: Case) {
  const { code } = await resetCode(programs, customer, order);
  return openWindow(programs, code);
}
/** The window has words of what happened and of what to do. */
function isToldClearly({ stage, failure }: Shown): void {
  expect(stage).toBe('failed');
  const words = Object.entries(zh.diagnoses).find(([code]) => code === failure)?.[1];
  expect(words?.what).toMatch(/。$/);
  expect(words?.todo).toMatch(/。$/);
}
async function oneMoreTryCompletes(one: Case): Promise<void> {
  const { programs, serial, customer, order } = one;
  const between = await ukey(programs, serial);
  expect(between.adminTriesLeft).toBe(between.adminTriesMax);
  await plug(programs, serial);
  const window = await open(one);
  expect(await window.reset(pin)).toMatchObject({ stage: 'done' });
  await isCompleted(one);
  const { timeline } = await customer.ask('orders.get', { number: order });
  expect(timeline.filter(({ event }) => event === 'approved')).toHaveLength(1);
}
async function isCompleted({ programs, serial, customer, order }: Case): Promise<void> {
  expect((await customer.ask('orders.get', { number: order })).status).toBe('completed');
  const after = await ukey(programs, serial);
  expect([after.adminTriesLeft, after.userTriesLeft]).toEqual([after.adminTriesMax, after.userTriesMax]);
  expect(await typePin(programs, serial, pin)).toEqual({ outcome: 'right' });
}
async function isOrBecomesCompleted(one: Case): Promise<void> {
  const { status } = await one.customer.ask('orders.get', { number: one.order });
  if (status === 'completed') await isCompleted(one);
  else await oneMoreTryCompletes(one);
}
/** Does `act` once, at the first such command. */
function once(tap: Tap, head: string, when: Moment, act: () => Promise<unknown>): void {
  tap.meanwhile = async (command, moment) => {
    if (moment !== when || command.subarray(1, 4).toString('hex') !== head) return;
    tap.meanwhile = async () => undefined;
    await act();
  };
}

const steps = [
  ['180000', 'VERIFY admin'],
  ['1a0000', 'UNBLOCK'],
  ['180001', 'VERIFY of the one-time PIN'],
  ['160001', 'CHANGE'],
  ['740000', 'the signature'],
] as const;
for (const [head, name] of steps)
  for (const when of ['before', 'after'] as const)
    test(`the UKey pulled ${when} it did ${name}: told clearly, one more try completes`, async ({
      programs,
      demo,
      tap,
    }) => {
      const one = await prepare(programs, demo);
      const window = await open(one);
      once(tap, head, when, () => unplug(programs, one.serial));
      const shown = await window.reset(pin);
      expect(shown.failure).toBe('ukey_removed');
      isToldClearly(shown);
      await oneMoreTryCompletes(one);
    });

/** Longer than a challenge lives. */
const asleepMs = 4_000;
for (const [head, name] of [steps[0], steps[1], steps[3]])
  test(`the computer goes to sleep after the UKey did ${name} and wakes ten minutes later: told clearly, one more try completes`, async ({
    programs,
    demo,
    tap,
  }) => {
    const one = await prepare(programs, demo);
    const window = await open(one);
    once(tap, head, 'after', () =>
      programs.sleep('bridge', async () => {
        // Its USB sockets lose their power.
        await unplug(programs, one.serial);
        programs.advance(600);
        await sleep(asleepMs);
        await plug(programs, one.serial);
      }),
    );
    isToldClearly(await window.reset(pin));
    await oneMoreTryCompletes(one);
  });

test('the UKey pulled and another put in half-way: told clearly, the other is untouched, one more try completes', async ({
  programs,
  demo,
  tap,
}) => {
  const one = await prepare(programs, demo);
  const other = demo.parts['healthy'] ?? '';
  const untouched = await ukey(programs, other);
  const window = await open(one);
  once(tap, '1a0000', 'before', () => plug(programs, other));
  isToldClearly(await window.reset(pin));
  const again = await open(one);
  const shown = await again.reset(pin);
  expect(shown.failure).toBe('ukey_differs');
  isToldClearly(shown);
  expect(await ukey(programs, other)).toMatchObject({
    userTriesLeft: untouched.userTriesLeft,
    adminTriesLeft: untouched.adminTriesLeft,
  });
  expect(await typePin(programs, other, 'Demo-pin-2026')).toEqual({ outcome: 'right' });
  await oneMoreTryCompletes(one);
});

test('another UKey alone is refused, and beside the right one it is left alone', async ({ programs, demo }) => {
  const one = await prepare(programs, demo);
  const other = demo.parts['healthy'] ?? '';
  await plug(programs, other);
  const shown = await (await open(one)).reset(pin);
  expect(shown.failure).toBe('ukey_differs');
  isToldClearly(shown);
  await plug(programs, other, one.serial);
  expect(await (await open(one)).reset(pin)).toMatchObject({ stage: 'done' });
  await isCompleted(one);
  expect(await typePin(programs, other, 'Demo-pin-2026')).toEqual({ outcome: 'right' });
});

test('no UKey is told clearly, and one more try with it completes', async ({ programs, demo }) => {
  const one = await prepare(programs, demo);
  await plug(programs);
  const shown = await (await open(one)).reset(pin);
  expect(shown.failure).toBe('ukey_missing');
  isToldClearly(shown);
  await oneMoreTryCompletes(one);
});

for (const at of messages)
  test(`the window gone at ${at}: the UKey is given back at once, and it is completed at the latest by one more try`, async ({
    programs,
    demo,
  }) => {
    const one = await prepare(programs, demo);
    const window = await open(one);
    const going = window.reset(pin, async (message, moment) => {
      if (message === at && moment === 'before') await window.end();
    });
    await expect(going).rejects.toThrow(new Gone('ended'));
    await isOrBecomesCompleted(one);
  });

for (const [head, name] of steps)
  for (const when of ['before', 'after'] as const)
    test(`the window gone just ${when} the UKey does ${name}: no try of either PIN is burnt, and it is completed at the latest by one more try`, async ({
      programs,
      demo,
      tap,
    }) => {
      const one = await prepare(programs, demo);
      const window = await open(one);
      let gone: Promise<void> | undefined;
      once(tap, head, when, async () => {
        // It waits for the command that is under way, and the command waits for us.
        gone = window.end();
        await sleep(100);
      });
      // Its own connection may go before the bridge's last word.
      await expect(window.reset(pin)).rejects.toThrow(/^(ended|bridge_gone)$/);
      await gone;
      const { userTriesLeft, userTriesMax } = await ukey(programs, one.serial);
      expect([0, userTriesMax]).toContain(userTriesLeft);
      await isOrBecomesCompleted(one);
    });

test('the window closed while the PIN is half typed: the portal goes on, one more try completes', async ({
  programs,
  demo,
  context,
}) => {
  const one = await prepare(programs, demo);
  const page = await pageOf(context, programs, one.customer);
  const window = await openReset(page, programs, one.customer, one.order);
  await window.getByLabel('新密码', { exact: true }).pressSequentially('Pull-48');
  await window.close({ runBeforeUnload: true });
  const again = await openReset(page, programs, one.customer, one.order);
  await typePinIn(again, pin);
  await isDone(again);
  await expect(page.getByText('操作成功').first()).toBeVisible();
  await isCompleted(one);
});

test('the portal’s page closed half-way: the window completes without it', async ({ programs, demo, context }) => {
  const one = await prepare(programs, demo);
  const page = await pageOf(context, programs, one.customer);
  const window = await openReset(page, programs, one.customer, one.order);
  await page.close();
  await typePinIn(window, pin);
  await isDone(window);
  await isCompleted(one);
});

test('the network cut at every message, on the way there and on the way back: the reset goes on, or one more try completes', async ({
  programs,
  demo,
  context,
}) => {
  const one = await prepare(programs, demo);
  const page = await pageOf(context, programs, one.customer);
  const window = await openReset(page, programs, one.customer, one.order);
  const cuts = new Map<string, number>();
  await context.route('**/api/ceremonies.exchange', async (route) => {
    const { message } = route.request().postDataJSON() as { message: { payload: string } };
    const { type } = JSON.parse(Buffer.from(message.payload, 'base64url').toString()) as { type: string };
    const cut = (cuts.get(type) ?? 0) + 1;
    cuts.set(type, cut);
    if (cut > 2) return route.continue();
    // First the question is lost on its way, then the answer: the server has heard it and the window has not.
    if (cut === 2) await route.fetch();
    return route.abort('connectionreset');
  });
  await typePinIn(window, pin);
  await expect(window.getByRole('heading', { name: /^(操作成功|没有完成)$/ })).toBeVisible({ timeout: 60_000 });
  if (await window.getByRole('heading', { name: '操作成功' }).isVisible()) {
    expect([...cuts]).toEqual(messages.map((type) => [type, 3]));
    await isCompleted(one);
  } else {
    // A slow machine: the challenge was older than 3 s when its answer came.
    await expect(window.getByText(zh.diagnoses.challenge_stale.what)).toBeVisible();
    await oneMoreTryCompletes(one);
  }
});
