import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';

const unknown = '18800000000';
const wrong = 'not the password';

everyEngine('logging in starts a new session and logging out ends it', async (t) => {
  const { mobile, password, cookies } = await t.customer();
  const who = t.portal.visitor();
  expect(await who.ok('accounts.logIn', { mobile, password })).toMatchObject({ mobile });
  const token = who.cookies.get('portal');
  expect(token).toBeDefined();
  expect(token).not.toEqual(cookies.get('portal'));
  const copy = t.portal.visitor();
  for (const [name, value] of who.cookies) copy.cookies.set(name, value);
  await who.ok('accounts.logOut', {});
  // What the browser is known by stays: it opens nothing.
  expect([...who.cookies.keys()]).toEqual(['browser']);
  expect(await copy.refused('accounts.me', {})).toMatchObject({ code: 'log_in_required' });
});

everyEngine('the session cookie is HttpOnly, SameSite=Strict, and its token is not in the database', async (t) => {
  const { mobile, password } = await t.customer();
  const answer = await t.portal.visitor().call('accounts.logIn', { mobile, password });
  const cookie = String(answer.headers['set-cookie']);
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Strict/i);
  const token = /=([^;]+)/.exec(cookie)?.[1] ?? '';
  expect(JSON.stringify(await t.ctx.db.selectFrom('sessions').selectAll().execute())).not.toContain(token);
});

everyEngine('a wrong password and an unknown number get the same answer, also when slowed', async (t) => {
  const { mobile } = await t.customer();
  const plain = (a: { status: number; body: unknown }) => [a.status, { ...(a.body as object), requestId: '' }];
  for (let i = 0; i < 7; i++) {
    const known = await t.portal.visitor().call('accounts.logIn', { mobile, password: wrong });
    const stranger = await t.portal.visitor().call('accounts.logIn', { mobile: unknown, password: wrong });
    expect(plain(known)).toEqual(plain(stranger));
    expect(known.status).toBe(i < 5 ? 422 : 429);
  }
});

everyEngine('an unknown number costs a password hash too', async (t) => {
  const { mobile } = await t.customer();
  const time = async (number: string) => {
    const begun = performance.now();
    await t.portal.visitor().refused('accounts.logIn', { mobile: number, password: wrong });
    return performance.now() - begun;
  };
  await time(mobile);
  const known = Math.min(await time(mobile), await time(mobile), await time(mobile));
  const stranger = Math.min(await time(unknown), await time(unknown), await time(unknown));
  // Without the hash it would be several times faster; the bound leaves room for a busy machine.
  expect(stranger).toBeGreaterThan(known / 3);
});

everyEngine('after five wrong tries even the right password waits, and the wait ends', async (t) => {
  const { mobile, password } = await t.customer();
  const who = t.portal.visitor();
  for (let i = 0; i < 5; i++) await who.refused('accounts.logIn', { mobile, password: wrong });
  expect(await who.refused('accounts.logIn', { mobile, password })).toMatchObject({
    code: 'log_in_slowed',
    detail: { retryAfterSeconds: 30 },
  });
  t.advance(30);
  await who.ok('accounts.logIn', { mobile, password });
  await who.refused('accounts.logIn', { mobile, password: wrong });
  await who.ok('accounts.logIn', { mobile, password });
});

everyEngine('a stranger at another address cannot keep the owner out', async (t) => {
  const { mobile, password } = await t.customer();
  const attack = (address: string) =>
    t.portal.app.inject({
      method: 'POST',
      url: '/api/accounts.logIn',
      headers: { origin: t.ctx.config.portal.origin, 'content-type': 'application/json' },
      remoteAddress: address,
      payload: JSON.stringify({ mobile, password: wrong }),
    });
  for (let i = 0; i < 60; i++) await attack(`192.0.2.${i % 20}`);
  await t.portal.visitor().ok('accounts.logIn', { mobile, password });
});

everyEngine('a session cookie of the portal opens nothing on the console', async (t) => {
  const who = await t.customer();
  const staff = t.console.visitor();
  for (const value of who.cookies.values()) staff.cookies.set('console', value);
  expect(await staff.refused('staff.me', {})).toMatchObject({ code: 'log_in_required' });
});
