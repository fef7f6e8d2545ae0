import { expect } from 'vitest';
import { intoValidity, later, move, submit } from '../orders/stageForTests.ts';
import { everyEngine } from '../trial.ts';
import { bothCodes, freshMobile, hour, templatesTo } from './stageForTests.ts';

everyEngine('with codes to both numbers the account has the new one, and other devices are out', async (t) => {
  const who = await t.customer();
  const elsewhere = t.portal.visitor();
  await elsewhere.ok('accounts.logIn', { mobile: who.mobile, password: who.password });
  const mobile = freshMobile();
  const { id } = await who.ok('mobileChanges.byCodes', await bothCodes(t, who, mobile));
  expect((await who.ok('accounts.me', {})).mobile).toBe(mobile);
  expect((await elsewhere.refused('accounts.me', {})).code).toBe('log_in_required');
  const again = t.portal.visitor();
  expect((await again.refused('accounts.logIn', { mobile: who.mobile, password: who.password })).code).toBe(
    'log_in_failed',
  );
  expect((await again.ok('accounts.logIn', { mobile, password: who.password })).id).toBe(id);
  expect(await templatesTo(t, who.mobile)).toContain('mobile_changed');
  expect((await templatesTo(t, mobile)).slice(0, 2)).toEqual(['code_mobile', 'mobile_now']);
});

everyEngine('a mistyped code costs only itself, and a code is good for one pair of numbers', async (t) => {
  const who = await t.customer();
  const mobile = freshMobile();
  const input = await bothCodes(t, who, mobile);
  const wrong = input.newCode === '000000' ? '000001' : '000000';
  const refusal = await who.refused('mobileChanges.byCodes', { ...input, newCode: wrong });
  expect(refusal).toMatchObject({ code: 'code_wrong', fields: [{ path: 'newCode' }] });
  const both = await who.refused('mobileChanges.byCodes', { ...input, mobile: freshMobile() });
  expect(both.fields?.map(({ path }) => path)).toEqual(['oldCode', 'newCode']);
  expect((await who.refused('mobileChanges.byCodes', { ...input, password: 'not this one' })).code).toBe(
    'password_wrong',
  );
  await who.ok('mobileChanges.byCodes', input);
});

everyEngine('codes expire, the same number is no change, and a taken number is told only to its holder', async (t) => {
  const [who, other] = [await t.customer(), await t.customer()];
  for (const to of ['old', 'new'] as const)
    expect((await who.refused('mobileChanges.sendCode', { to, mobile: who.mobile })).fields?.[0]?.code).toBe(
      'mobile_same',
    );
  const mobile = freshMobile();
  const input = await bothCodes(t, who, mobile);
  t.advance(301);
  expect((await who.refused('mobileChanges.byCodes', input)).code).toBe('code_wrong');
  // The same answer as for a free number.
  const taken = await bothCodes(t, who, other.mobile);
  expect((await who.refused('mobileChanges.byCodes', taken)).code).toBe('mobile_taken');
  expect((await who.ok('accounts.me', {})).mobile).toBe(who.mobile);
});

everyEngine('of two clicks at once one changes the number, and the account is whole', async (t) => {
  const who = await t.customer();
  const mobile = freshMobile();
  const input = await bothCodes(t, who, mobile);
  const answers = await Promise.all([
    who.call('mobileChanges.byCodes', input),
    who.call('mobileChanges.byCodes', input),
  ]);
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 422]);
  expect((await who.ok('accounts.me', {})).mobile).toBe(mobile);
  expect((await templatesTo(t, who.mobile)).filter((one) => one === 'mobile_changed')).toHaveLength(1);
});

everyEngine('two accounts that want one number at once: one has it', async (t) => {
  const people = [await t.customer(), await t.customer()] as const;
  const mobile = freshMobile();
  const first = await bothCodes(t, people[0], mobile);
  t.advance(61);
  const second = await bothCodes(t, people[1], mobile);
  const answers = await Promise.all([
    people[0].call('mobileChanges.byCodes', first),
    people[1].call('mobileChanges.byCodes', second),
  ]);
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
  const { count } = await t.ctx.db
    .selectFrom('accounts')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('mobile_index', '=', t.ctx.personal.index('mobile', mobile))
    .executeTakeFirstOrThrow();
  expect(Number(count)).toBe(1);
});

everyEngine(
  'after either way no reset begins before the cooling-off ends, and the customer sees when that is',
  async (t) => {
    intoValidity(t);
    const who = await t.customer();
    const order = await submit(t, who);
    await move(t, order.number, 'approve');
    const mobile = freshMobile();
    await who.ok('mobileChanges.byCodes', await bothCodes(t, who, mobile));
    const end = new Date(t.now().getTime() + 72 * hour * 1000).toISOString();
    const standing = await who.ok('mobileChanges.show', {});
    expect(standing).toMatchObject({ resetFrom: end, coolingHours: 72, openOrders: 1 });
    expect((await who.ok('orders.get', { number: order.number })).safety.resetFrom).toBe(end);
    expect(await who.refused('ceremonies.sendStepUp', { order: order.number })).toMatchObject({
      code: 'cooling_off',
      detail: { from: end },
    });
    const back = { ...who, mobile };
    await later(t, 72 * hour + 1, back);
    await who.ok('ceremonies.sendStepUp', { order: order.number });
    expect((await who.ok('mobileChanges.show', {})).resetFrom).toBeNull();
  },
);

everyEngine('the cooling-off cannot be switched off', async (t) => {
  const administrator = await t.staff('administrator');
  for (const mobileCoolingHours of [0, 23])
    expect((await administrator.refused('settings.change', { mobileCoolingHours })).code).toBe('invalid_input');
  await administrator.ok('settings.change', { mobileCoolingHours: 24 });
  const who = await t.customer();
  await who.ok('mobileChanges.byCodes', await bothCodes(t, who, freshMobile()));
  const { resetFrom } = await who.ok('mobileChanges.show', {});
  expect(new Date(resetFrom ?? 0).getTime() - t.now().getTime()).toBe(24 * hour * 1000);
});
