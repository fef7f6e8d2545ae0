import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';

everyEngine('staff see masked numbers and states, never a text or a code', async (t) => {
  const customer = await t.customer();
  const code = (await t.sms(customer.mobile)).at(-1)?.variables['code'] ?? '';
  const auditor = await t.staff('auditor');
  const { items, next } = await auditor.ok('sms.list', {});
  expect(next).toBeNull();
  expect(items).toEqual([
    expect.objectContaining({
      mobile: `${customer.mobile.slice(0, 3)}****${customer.mobile.slice(-4)}`,
      template: 'code_register',
      state: 'queued',
      order: null,
      sentAt: null,
      failure: null,
    }),
  ]);
  const { id, ...shown } = items[0] ?? { id: '' };
  expect(JSON.stringify(shown)).not.toContain(code);
  expect(JSON.stringify(shown)).not.toContain(customer.mobile);
  expect(id).not.toBe('');
});

everyEngine('the log is paged by key, newest first, and none is missed or shown twice', async (t) => {
  for (let i = 0; i < 5; i++) {
    // Two of them at the same moment.
    if (i !== 2) t.advance(60);
    await t.portal.visitor().ok('accounts.sendCode', { mobile: `1990000000${i}`, purpose: 'register' });
  }
  const auditor = await t.staff('auditor');
  const mobiles: string[] = [];
  let after: string | undefined;
  do {
    const page = await auditor.ok('sms.list', { limit: 2, ...(after === undefined ? {} : { after }) });
    mobiles.push(...page.items.map((i) => i.mobile));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(mobiles).toEqual([4, 3, 2, 1, 0].map((i) => `199****000${i}`));
  for (const forged of ['x', '1.2', `1.${'z'.repeat(36)}`])
    expect(await auditor.refused('sms.list', { after: forged })).toMatchObject({ code: 'invalid_input' });
});

everyEngine('a whole number finds its messages, a part of one finds none', async (t) => {
  const [first, second] = [await t.customer(), await t.customer()];
  const auditor = await t.staff('auditor');
  const found = async (search: string) => (await auditor.ok('sms.list', { search })).items.length;
  expect(await found(first.mobile)).toBe(1);
  expect(await found(`+86 ${second.mobile}`)).toBe(1);
  expect(await found(first.mobile.slice(0, 7))).toBe(0);
});
