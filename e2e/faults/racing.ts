import { RefusalError } from '@jiesuo/contract';
import { plug, typePin, ukey } from './desk.ts';
import { Gone, type HandWindow, openWindow } from './hand.ts';
import { awaitingReset, fillIn, logIn, register, resetCode, stepUpCode } from './people.ts';
import type { Demo, Programs } from './programs.ts';
import { expect, test } from './test.ts';

const pin = 'Races-6173-rT';

/** The sentence that the losers were told; all of them the same. */
function refusals(outcomes: readonly PromiseSettledResult<unknown>[]): { code: string; sentence: string }[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'fulfilled') return [];
    if (!(outcome.reason instanceof RefusalError)) throw outcome.reason;
    return [{ code: outcome.reason.code, sentence: outcome.reason.message }];
  });
}
const winners = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.filter(({ status }) => status === 'fulfilled').length;

async function completes(programs: Programs, serial: string, window: HandWindow): Promise<void> {
  expect(await window.reset(pin)).toMatchObject({ stage: 'done' });
  const { adminTriesLeft, adminTriesMax } = await ukey(programs, serial);
  expect(adminTriesLeft).toBe(adminTriesMax);
  expect(await typePin(programs, serial, pin)).toEqual({ outcome: 'right' });
}
const mainOf = async (programs: Programs, demo: Demo): Promise<string> => {
  const serial = demo.parts['main'] ?? '';
  await plug(programs, serial);
  return serial;
};

/** What two browsers may do to one UKey at once, whatever the database. */
export function defineRaces(): void {
  test('two accounts apply for one UKey at once: one order is made, the other hears that there is one', async ({
    programs,
    demo,
  }) => {
    const serial = await mainOf(programs, demo);
    const customers = [await register(programs), await register(programs)];
    const filled: { draft: string; idCardConsent: string }[] = [];
    for (const customer of customers) filled.push(await fillIn(programs, customer, serial));
    const outcomes = await Promise.allSettled(
      customers.map(({ ask }, i) => ask('orders.submit', filled[i] ?? { draft: '', idCardConsent: '' })),
    );
    expect(winners(outcomes)).toBe(1);
    expect(refusals(outcomes)).toEqual([
      { code: 'order_open_already', sentence: '这个KEY已有办理中的订单，请在“我的订单”中继续。' },
    ]);
    const orders = await Promise.all(customers.map(({ ask }) => ask('orders.list', { tab: 'all', limit: 10 })));
    expect(orders.flatMap(({ items }) => items)).toHaveLength(1);
    for (const [i, { items }] of orders.entries())
      for (const { number } of items) await customers[i]?.ask('orders.cancel', { numbers: [number] });
  });

  test('two browsers of one account use one SMS code at once: one window is let in, and it completes', async ({
    programs,
    demo,
  }) => {
    const serial = await mainOf(programs, demo);
    const here = await register(programs);
    const there = await logIn(programs, here.mobile, here.password);
    const order = await awaitingReset(programs, here, serial);
    const code = await stepUpCode(programs, here, order);
    const outcomes = await Promise.allSettled(
      [here, there].map(({ ask }) => ask('ceremonies.pair', { purpose: 'reset', order, code })),
    );
    expect(refusals(outcomes)).toEqual([{ code: 'code_wrong', sentence: '短信验证码不正确或已过期，请重新获取。' }]);
    const won = outcomes.find((outcome) => outcome.status === 'fulfilled');
    await completes(programs, serial, await openWindow(programs, won?.value.code ?? ''));
  });

  test('two windows of one order: the one opened last resets, the other is told and touches nothing', async ({
    programs,
    demo,
    tap,
  }) => {
    const serial = await mainOf(programs, demo);
    const customer = await register(programs);
    const order = await awaitingReset(programs, customer, serial);
    const code = await stepUpCode(programs, customer, order);
    programs.advance(58);
    const first = await customer.ask('ceremonies.pair', { purpose: 'reset', order, code });
    const later = await stepUpCode(programs, customer, order, 4);
    const second = await customer.ask('ceremonies.pair', { purpose: 'reset', order, code: later });
    const windows = await Promise.all([first, second].map((paired) => openWindow(programs, paired.code)));
    const [older, newer] = windows.toSorted((a, b) => a.leg - b.leg);
    if (!older || !newer) throw new Error('two windows were opened');
    expect([older.leg, newer.leg]).toEqual([1, 2]);
    expect(older.ceremony).toBe(newer.ceremony);
    tap.passed.length = 0;
    await expect(older.reset(pin)).rejects.toThrow(new Gone('superseded'));
    await older.end();
    const changing = tap.passed.filter(({ command }) => [0x18, 0x1a, 0x16].includes(command[1] ?? 0));
    expect(changing).toEqual([]);
    await completes(programs, serial, newer);
  });

  test('while a reset runs nobody can step in, and the reset completes', async ({ programs, demo }) => {
    const serial = await mainOf(programs, demo);
    const customer = await register(programs);
    const order = await awaitingReset(programs, customer, serial);
    const window = await openWindow(programs, (await resetCode(programs, customer, order)).code);
    const told: string[] = [];
    programs.advance(61);
    const shown = await window.reset(pin, async (message, moment) => {
      if (message !== 'unblocked' || moment !== 'before') return;
      const code = await stepUpCode(programs, customer, order, 0);
      const outcomes = await Promise.allSettled([customer.ask('ceremonies.pair', { purpose: 'reset', order, code })]);
      told.push(...refusals(outcomes).map(({ sentence }) => sentence));
    });
    expect(shown).toMatchObject({ stage: 'done' });
    expect(told).toEqual(['这个KEY正在另一处进行密码重置，请稍后再试。']);
  });
}
