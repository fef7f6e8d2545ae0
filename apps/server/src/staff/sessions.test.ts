import { expect } from 'vitest';
import { everyEngine, oneEngine } from '../trial.ts';
import { codeOf, leavesOf, member, password } from './stageForTests.ts';

everyEngine('a session ends when idle and when its time is over, by the policy of now', async (t) => {
  const security = await t.staff('security_administrator');
  const { name, code } = await member(t);
  const who = t.console.visitor();
  await who.ok('staff.logIn', { name, password, totp: code() });
  t.advance(14 * 60);
  await who.ok('staff.me', {});
  await security.ok('staff.changePolicy', { idleMinutes: 5, absoluteHours: 1, allowList: [] });
  t.advance(4 * 60);
  expect((await who.ok('staff.me', {})).session).toMatchObject({ idleMinutes: 5 });
  t.advance(5 * 60);
  expect((await who.refused('staff.me', {})).code).toBe('log_in_required');
  await who.ok('staff.logIn', { name, password, totp: code() });
  for (let minutes = 0; minutes < 56; minutes += 4) {
    t.advance(240);
    await who.ok('staff.me', {});
  }
  t.advance(240);
  expect((await who.refused('staff.me', {})).code).toBe('log_in_required');
});

everyEngine('a person sees where he is logged in and ends it elsewhere; a new password does that too', async (t) => {
  const { name, code } = await member(t);
  const logIn = async () => {
    const who = t.console.visitor();
    await who.ok('staff.logIn', { name, password, totp: code() });
    t.advance(30);
    return who;
  };
  const [one, two] = [await logIn(), await logIn()];
  const { items } = await two.ok('staff.sessions', {});
  expect(items.map(({ isThis, device }) => [isThis, device])).toEqual([
    [true, 'trial'],
    [false, 'trial'],
  ]);
  expect(await two.ok('staff.endOtherSessions', {})).toEqual({ ended: 1 });
  expect((await one.refused('staff.me', {})).code).toBe('log_in_required');
  const three = await logIn();
  const change = { oldPassword: password, newPassword: 'another long password' };
  expect((await three.refused('staff.changePassword', { ...change, oldPassword: 'wrong' })).code).toBe(
    'password_wrong',
  );
  expect((await three.refused('staff.changePassword', { ...change, newPassword: password })).fields).toMatchObject([
    { code: 'password_same' },
  ]);
  await three.ok('staff.changePassword', change);
  expect((await two.refused('staff.me', {})).code).toBe('log_in_required');
  await three.ok('staff.me', {});
  expect((await t.console.visitor().refused('staff.logIn', { name, password, totp: code() })).code).toBe(
    'staff_log_in_failed',
  );
});

everyEngine(
  'outside of the allowed addresses nothing of the console is answered, and nobody locks himself out',
  async (t) => {
    const security = await t.staff('security_administrator');
    const policy = { idleMinutes: 15, absoluteHours: 10 };
    const outside = { ...policy, allowList: ['203.0.113.0/24', '2001:db8::/32'] };
    expect((await security.refused('staff.changePolicy', outside)).code).toBe('allow_list_locks_out');
    expect((await security.ok('staff.policy', {})).allowList).toEqual([]);
    const bad = { ...policy, allowList: ['127.0.0.1', '10.0.0.0/40'] };
    expect((await security.refused('staff.changePolicy', bad)).fields).toMatchObject([
      { path: 'allowList.1', code: 'address_block_malformed' },
    ]);
    await security.ok('staff.changePolicy', { ...policy, allowList: ['127.0.0.0/8', '2001:db8::/32'] });
    const from = (remoteAddress: string, url: string) =>
      t.console.app.inject({ url, remoteAddress, cookies: Object.fromEntries(security.cookies) });
    const told = async (address: string, url: string) => {
      const { statusCode, body } = await from(address, url);
      return [statusCode, statusCode === 200 ? '' : (JSON.parse(body) as { code: string }).code];
    };
    for (const url of ['/api/staff.me', '/api/staff.askPasskey?purpose=log_in']) {
      expect(await told('127.0.0.9', url)).toEqual([200, '']);
      expect(await told('2001:db8::9', url)).toEqual([200, '']);
      expect(await told('::ffff:127.0.0.9', url)).toEqual([200, '']);
      for (const address of ['203.0.113.9', '2001:db9::1'])
        expect([address, url, await told(address, url)]).toEqual([address, url, [403, 'address_not_allowed']]);
    }
    expect((await leavesOf(t, 'staff.changePolicy')).at(-1)?.detail['after']).toContain('127.0.0.0/8');
  },
);

oneEngine(
  'a new secret of the authenticator counts once a code of it was given, and the old one no more',
  async (t) => {
    const { name, code } = await member(t);
    const who = t.console.visitor();
    await who.ok('staff.logIn', { name, password, totp: code() });
    expect((await who.refused('staff.setTotp', { totp: code() })).code).toBe('step_up_failed');
    const { totpSecret } = await who.ok('staff.askTotp', {});
    t.advance(30);
    await t.console.visitor().ok('staff.logIn', { name, password, totp: code() });
    const totp = codeOf(t, totpSecret);
    await who.ok('staff.setTotp', { totp });
    expect((await who.refused('staff.stepUp', { kind: 'totp', totp })).code).toBe('step_up_failed');
    t.advance(30);
    expect((await t.console.visitor().refused('staff.logIn', { name, password, totp: code() })).code).toBe(
      'staff_log_in_failed',
    );
    await t.console.visitor().ok('staff.logIn', { name, password, totp: codeOf(t, totpSecret) });
  },
);
