import { expect } from 'vitest';
import { type Customer, everyEngine, type Trial } from '../trial.ts';

const fresh = 'a new and better one';

async function logInAgain(t: Trial, { mobile, password }: Customer) {
  const who = t.portal.visitor();
  await who.ok('accounts.logIn', { mobile, password });
  return who;
}
async function codeFor(t: Trial, mobile: string): Promise<string> {
  t.advance(60);
  await t.portal.visitor().ok('accounts.sendCode', { mobile, purpose: 'reset_password' });
  return (await t.sms(mobile)).at(-1)?.variables['code'] ?? '';
}

everyEngine('changing the password needs the old one, ends every other session and keeps this one', async (t) => {
  const who = await t.customer();
  const elsewhere = await logInAgain(t, who);
  expect(
    await who.refused('accounts.changePassword', { oldPassword: 'not the old one', newPassword: fresh }),
  ).toMatchObject({ code: 'password_wrong' });
  await elsewhere.ok('accounts.me', {});
  await who.ok('accounts.changePassword', { oldPassword: who.password, newPassword: fresh });
  await who.ok('accounts.me', {});
  expect(await elsewhere.refused('accounts.me', {})).toMatchObject({ code: 'log_in_required' });
  expect(await elsewhere.refused('accounts.logIn', { mobile: who.mobile, password: who.password })).toMatchObject({
    code: 'log_in_failed',
  });
  await elsewhere.ok('accounts.logIn', { mobile: who.mobile, password: fresh });
});

everyEngine('the new password may be neither the old one nor a common one', async (t) => {
  const who = await t.customer();
  const change = (newPassword: string) =>
    who.refused('accounts.changePassword', { oldPassword: who.password, newPassword });
  expect(await change(who.password)).toMatchObject({ fields: [{ path: 'newPassword', code: 'password_same' }] });
  expect(await change('5201314520')).toMatchObject({ fields: [{ path: 'newPassword', code: 'password_common' }] });
  expect(await change(who.mobile)).toMatchObject({ fields: [{ path: 'newPassword', code: 'password_common' }] });
});

everyEngine('whoever holds a stolen session cannot guess the old password at speed', async (t) => {
  const who = await t.customer();
  for (let i = 0; i < 5; i++)
    await who.refused('accounts.changePassword', { oldPassword: `guess ${i}`, newPassword: fresh });
  expect(await who.refused('accounts.changePassword', { oldPassword: who.password, newPassword: fresh })).toMatchObject(
    { code: 'log_in_slowed' },
  );
  expect(await who.refused('accounts.remove', { password: who.password })).toMatchObject({ code: 'log_in_slowed' });
});

everyEngine('a forgotten password is reset by code, and every session ends', async (t) => {
  const who = await t.customer();
  const code = await codeFor(t, who.mobile);
  await t.portal.visitor().ok('accounts.resetPassword', { mobile: who.mobile, code, password: fresh });
  expect(await who.refused('accounts.me', {})).toMatchObject({ code: 'log_in_required' });
  await who.ok('accounts.logIn', { mobile: who.mobile, password: fresh });
  expect(
    await who.refused('accounts.resetPassword', { mobile: who.mobile, code, password: 'yet another one' }),
  ).toMatchObject({ code: 'code_wrong' });
});

everyEngine('a reset by code does not wait for a slowed log-in', async (t) => {
  const who = await t.customer();
  const stranger = t.portal.visitor();
  for (let i = 0; i < 6; i++)
    await stranger.refused('accounts.logIn', { mobile: who.mobile, password: 'not the password' });
  const code = await codeFor(t, who.mobile);
  await stranger.ok('accounts.resetPassword', { mobile: who.mobile, code, password: fresh });
  await stranger.ok('accounts.logIn', { mobile: who.mobile, password: fresh });
});

everyEngine('a register code resets no password', async (t) => {
  const who = await t.customer();
  t.advance(60);
  await who.ok('accounts.sendCode', { mobile: who.mobile, purpose: 'register' });
  const code = (await t.sms(who.mobile)).at(-1)?.variables['code'] ?? '';
  expect(await who.refused('accounts.resetPassword', { mobile: who.mobile, code, password: fresh })).toMatchObject({
    code: 'code_wrong',
  });
});

everyEngine('only the proven holder of a number learns that it has no account', async (t) => {
  const mobile = '18800000001';
  const code = await codeFor(t, mobile);
  const other = code === '123456' ? '123457' : '123456';
  const who = t.portal.visitor();
  expect(await who.refused('accounts.resetPassword', { mobile, code: other, password: fresh })).toMatchObject({
    code: 'code_wrong',
  });
  expect(await who.refused('accounts.resetPassword', { mobile, code, password: fresh })).toMatchObject({
    code: 'account_missing',
  });
});
