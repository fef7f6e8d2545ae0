import { expect } from 'vitest';
import { maskAddress } from '../personal/mask.ts';
import { everyEngine, oneEngine, type Trial } from '../trial.ts';

const told = async (t: Trial, mobile: string) =>
  (await t.sms(mobile)).filter(({ template }) => template === 'new_device').length;

everyEngine('a log-in from a browser that the account does not know is told of, once', async (t) => {
  const who = await t.customer();
  const logIn = { mobile: who.mobile, password: who.password };
  await who.ok('accounts.logIn', logIn);
  expect(await told(t, who.mobile)).toBe(0);
  const other = t.portal.visitor();
  await other.ok('accounts.logIn', logIn);
  expect(await told(t, who.mobile)).toBe(1);
  await other.ok('accounts.logOut', {});
  await other.ok('accounts.logIn', logIn);
  expect(await told(t, who.mobile)).toBe(1);
  const forger = t.portal.visitor();
  forger.cookies.set('browser', 'x'.repeat(43));
  await forger.ok('accounts.logIn', logIn);
  expect(await told(t, who.mobile)).toBe(2);
});

everyEngine('a wrong password tells nobody, and what a browser is known by is kept as a hash', async (t) => {
  const who = await t.customer();
  await t.portal.visitor().refused('accounts.logIn', { mobile: who.mobile, password: 'not this one' });
  expect(await told(t, who.mobile)).toBe(0);
  const token = who.cookies.get('browser') ?? '';
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify(await t.ctx.db.selectFrom('account_devices').selectAll().execute())).not.toContain(token);
});

everyEngine("a browser known to one account is new to another's", async (t) => {
  const [who, other] = [await t.customer(), await t.customer()];
  await who.ok('accounts.logIn', { mobile: other.mobile, password: other.password });
  expect(await told(t, other.mobile)).toBe(1);
});

everyEngine(
  'accounts.endOtherSessions ends all but this one, and the list says from which network each came',
  async (t) => {
    const who = await t.customer();
    const others = [t.portal.visitor(), t.portal.visitor()];
    for (const other of others) await other.ok('accounts.logIn', { mobile: who.mobile, password: who.password });
    const { items } = await who.ok('accounts.sessions', {});
    expect(items.map(({ address }) => address)).toEqual(Array(3).fill('127.0.0.*'));
    expect(await who.ok('accounts.endOtherSessions', {})).toEqual({ ended: 2 });
    expect((await who.ok('accounts.sessions', {})).items.map(({ isThis }) => isThis)).toEqual([true]);
    for (const other of others) expect((await other.refused('accounts.me', {})).code).toBe('log_in_required');
  },
);

oneEngine('an address is shown in part', async () => {
  expect(['203.0.113.77', '::ffff:203.0.113.77', '2001:db8:1:2:3::9', '::1'].map(maskAddress)).toEqual([
    '203.0.113.*',
    '203.0.113.*',
    '2001:db8:1:*',
    '::1:*',
  ]);
});
