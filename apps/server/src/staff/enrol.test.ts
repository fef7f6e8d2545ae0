import { expect } from 'vitest';
import { everyEngine, type Trial } from '../trial.ts';
import { hire } from './shell.ts';
import { codeOf, member, passkeyOf, password } from './stageForTests.ts';

async function invite(t: Trial, name = 'new') {
  const made = await hire(t.ctx, { name, displayName: '新人', roles: ['reviewer'] });
  if (!made) throw new Error('not hired');
  return made;
}

everyEngine('a one-time code works once, also when it is used three times at once', async (t) => {
  const { name, code } = await invite(t);
  const { totpSecret } = await t.console.visitor().ok('staff.openInvitation', { name, code });
  const input = { name, code, password, factor: { kind: 'totp', totp: codeOf(t, totpSecret) } };
  const answers = await Promise.all(Array.from({ length: 3 }, () => t.console.visitor().call('staff.enrol', input)));
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  for (const operation of ['staff.openInvitation', 'staff.enrol'] as const)
    expect(
      (await t.console.visitor().refused(operation, operation === 'staff.enrol' ? input : { name, code })).code,
    ).toBe('invitation_wrong');
  t.advance(30);
  await t.console.visitor().ok('staff.logIn', { name, password, totp: codeOf(t, totpSecret) });
});

everyEngine('whatever is wrong with a code, the answer is the same', async (t) => {
  const [{ name, code }, old] = [await invite(t), await invite(t, 'old')];
  const known = await member(t);
  t.advance(24 * 3600 - 1);
  await t.console.visitor().ok('staff.openInvitation', { name: 'old', code: old.code });
  t.advance(1);
  const fresh = await invite(t, 'fresh');
  const told = new Set<string>();
  for (const input of [
    { name, code },
    { name: 'fresh', code },
    { name: known.name, code: fresh.code },
    { name: 'nobody', code: fresh.code },
    { name: 'fresh', code: '0000-0000-0000-0000' },
  ]) {
    const { status, body } = await t.console.visitor().call('staff.openInvitation', input);
    told.add(JSON.stringify([status, { ...(body as object), requestId: '' }]));
  }
  expect([...told].map((one) => (JSON.parse(one) as [number, { code: string }])[1].code)).toEqual(['invitation_wrong']);
});

everyEngine('guessing a code is slowed', async (t) => {
  const { name, code } = await invite(t);
  for (let i = 0; i < 5; i++) await t.console.visitor().refused('staff.openInvitation', { name, code: `WRONG-${i}` });
  expect((await t.console.visitor().refused('staff.openInvitation', { name, code })).code).toBe('log_in_slowed');
});

everyEngine(
  'nothing is kept of an enrolment that failed: wrong code of the authenticator, or a common password',
  async (t) => {
    const { name, code } = await invite(t);
    const who = t.console.visitor();
    const enrol = (factor: object, chosen = password) =>
      who.call('staff.enrol', { name, code, password: chosen, factor });
    const early = { kind: 'totp', totp: '123456' };
    expect((await enrol(early)).body).toMatchObject({ code: 'step_up_failed' });
    const { totpSecret } = await who.ok('staff.openInvitation', { name, code });
    const right = { kind: 'totp', totp: codeOf(t, totpSecret) };
    const wrong = { kind: 'totp', totp: ['111111', '222222'].find((c) => c !== right.totp) };
    expect((await enrol(wrong)).body).toMatchObject({ code: 'step_up_failed' });
    expect((await enrol(right, '12345678')).body).toMatchObject({
      fields: [{ path: 'password', code: 'password_common' }],
    });
    expect((await enrol(right)).status).toBe(200);
  },
);

everyEngine('the first factor may be a passkey, made for this person and this code', async (t) => {
  const [{ name, code }, other] = [await invite(t), await invite(t, 'other')];
  const who = t.console.visitor();
  const passkey = passkeyOf(t);
  const ask = async (of: { name: string; code: string }) =>
    (await who.ok('staff.openInvitation', { name: of.name, code: of.code })).passkey;
  const enrol = (created: ReturnType<typeof passkey.make>) =>
    who.call('staff.enrol', { name, code, password, factor: { kind: 'passkey', name: '电脑', created } });
  expect((await enrol(passkey.make(await ask(other)))).body).toMatchObject({ code: 'passkey_refused' });
  const answer = await enrol(passkey.make(await ask({ name, code })));
  expect(answer.body).toMatchObject({ hasTotp: false, passkeys: 1 });
  const request = await t.console.visitor().ok('staff.askPasskey', { purpose: 'log_in' });
  await t.console.visitor().ok('staff.logInByPasskey', passkey.use(request));
});
