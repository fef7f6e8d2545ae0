import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';
import { givePasskey, leavesOf, logInBy, member, passkeyOf, password } from './stageForTests.ts';

everyEngine('a passkey logs in by itself, again and again', async (t) => {
  const owner = await t.staff('reviewer');
  const passkey = await givePasskey(t, owner);
  for (let i = 0; i < 2; i++) {
    const { who, used } = await logInBy(t, passkey);
    expect(await who.ok('staff.logInByPasskey', used)).toMatchObject({ id: owner.staffId, passkeys: 1, hasTotp: true });
    expect(await who.ok('staff.me', {})).toMatchObject({ id: owner.staffId });
  }
  const listed = await owner.ok('staff.factors', {});
  expect(listed).toMatchObject({ hasTotp: true, passkeys: [{ name: '办公电脑', isSuspect: false }] });
  expect(listed.passkeys[0]?.usedAt).toBe(t.now().toISOString());
});

everyEngine('a challenge works once, also when it is answered five times at once', async (t) => {
  const passkey = await givePasskey(t, await t.staff('reviewer'));
  const { used } = await logInBy(t, passkey);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => t.console.visitor().call('staff.logInByPasskey', used)),
  );
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  expect((await t.console.visitor().refused('staff.logInByPasskey', used)).code).toBe('passkey_refused');
});

everyEngine('whatever is wrong with a passkey, the answer is the same', async (t) => {
  const owner = await t.staff('reviewer');
  const passkey = await givePasskey(t, owner);
  const removed = await givePasskey(t, owner, '旧电脑');
  const old = (await owner.ok('staff.factors', {})).passkeys.find((one) => one.name === '旧电脑');
  await owner.ok('staff.removePasskey', { id: old?.id ?? '' });
  const ask = () => t.console.visitor().ok('staff.askPasskey', { purpose: 'log_in' });
  const late = await ask();
  t.advance(301);
  const cases = {
    'another site': passkey.use(await ask(), { origin: 'https://evil.example' }),
    'made for another site': passkey.use(await ask(), { rpId: 'evil.example' }),
    'nobody was verified': passkey.use(await ask(), { isVerified: false }),
    'a challenge that is too old': passkey.use(late),
    'a challenge of somebody else’s making': { ...passkey.use(await ask()), challenge: (await ask()).challengeId },
    'a challenge to confirm an act': passkey.use(await owner.ok('staff.askPasskey', { purpose: 'step_up' })),
    'a passkey that nobody has': passkeyOf(t).use(await ask()),
    'a passkey that was removed': removed.use(await ask()),
    'another signature': { ...passkey.use(await ask()), signature: passkey.use(await ask()).signature },
  };
  const told = new Set<string>();
  for (const [title, used] of Object.entries(cases)) {
    const { status, body } = await t.console.visitor().call('staff.logInByPasskey', used);
    expect([title, (body as { code: string }).code]).toEqual([title, 'passkey_refused']);
    told.add(JSON.stringify([status, { ...(body as object), requestId: '' }]));
  }
  expect(told.size).toBe(1);
});

everyEngine('a passkey whose count falls back is refused, kept as suspect, and works no more', async (t) => {
  const owner = await t.staff('reviewer');
  const passkey = await givePasskey(t, owner);
  const first = await logInBy(t, passkey);
  await first.who.ok('staff.logInByPasskey', first.used);
  const ask = () => t.console.visitor().ok('staff.askPasskey', { purpose: 'log_in' });
  for (const counter of [1, 50]) {
    const used = passkey.use(await ask(), { counter });
    expect((await t.console.visitor().refused('staff.logInByPasskey', used)).code).toBe('passkey_refused');
  }
  expect((await owner.ok('staff.factors', {})).passkeys).toMatchObject([{ isSuspect: true }]);
  expect((await leavesOf(t, 'staff.logInByPasskey')).map((leaf) => leaf.detail['isSuspect'])).toEqual([false, true]);
  // What is suspect is no factor: the other one has to stay.
  expect((await owner.refused('staff.removeTotp', {})).code).toBe('last_factor');
});

everyEngine('a passkey that does not count is believed', async (t) => {
  const owner = await t.staff('reviewer');
  const passkey = passkeyOf(t);
  const creation = await owner.ok('staff.askNewPasskey', {});
  await owner.ok('staff.addPasskey', { name: 'x', created: passkey.make(creation, { counter: 0 }) });
  for (let i = 0; i < 2; i++) {
    const who = t.console.visitor();
    const request = await who.ok('staff.askPasskey', { purpose: 'log_in' });
    await who.ok('staff.logInByPasskey', passkey.use(request, { counter: 0 }));
  }
});

everyEngine('a passkey is added only as it was asked for: here, by this session, verified, once', async (t) => {
  const [owner, other] = [await t.staff('reviewer'), await t.staff('reviewer')];
  const passkey = passkeyOf(t);
  const ask = () => owner.ok('staff.askNewPasskey', {});
  const add = (created: ReturnType<typeof passkey.make>, by = owner) =>
    by.call('staff.addPasskey', { name: '电脑', created });
  const creation = await ask();
  expect(creation.rp.id).toBe('localhost');
  expect((await add(passkey.make(creation), other)).body).toMatchObject({ code: 'passkey_refused' });
  for (const habits of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { isVerified: false }])
    expect((await add(passkey.make(await ask(), habits))).body).toMatchObject({ code: 'passkey_refused' });
  const created = passkey.make(await ask());
  const answers = await Promise.all([add(created), add(created), add(created)]);
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  expect((await ask()).exclude).toEqual([created.id]);
  expect((await add(passkey.make(await ask()))).body).toMatchObject({ code: 'passkey_exists' });
});

everyEngine('the last factor cannot be removed, also when the last two are removed at once', async (t) => {
  const owner = await t.staff('reviewer');
  expect((await owner.refused('staff.removeTotp', {})).code).toBe('last_factor');
  await givePasskey(t, owner);
  await givePasskey(t, owner, '手机');
  await owner.ok('staff.removeTotp', {});
  const { passkeys } = await owner.ok('staff.factors', {});
  const answers = await Promise.all(passkeys.map(({ id }) => owner.call('staff.removePasskey', { id })));
  expect(answers.map((a) => a.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect((await owner.ok('staff.factors', {})).passkeys).toHaveLength(1);
});

everyEngine("nobody removes another person's passkey, nor a disabled person logs in by his own", async (t) => {
  const [owner, other] = [await t.staff('reviewer'), await t.staff('security_administrator')];
  const passkey = await givePasskey(t, owner);
  const [mine] = (await owner.ok('staff.factors', {})).passkeys;
  expect((await other.refused('staff.removePasskey', { id: mine?.id })).code).toBe('not_found');
  await other.ok('staff.setDisabled', { id: owner.staffId, isDisabled: true, reason: '离职' });
  const { who, used } = await logInBy(t, passkey);
  expect((await who.refused('staff.logInByPasskey', used)).code).toBe('passkey_refused');
});

everyEngine('who has passkeys only cannot log in with a code', async (t) => {
  const { name, code } = await member(t);
  const owner = t.console.visitor();
  await owner.ok('staff.logIn', { name, password, totp: code() });
  await givePasskey(t, owner);
  await owner.ok('staff.removeTotp', {});
  t.advance(30);
  const again = { name, password, totp: code() };
  expect((await t.console.visitor().refused('staff.logIn', again)).code).toBe('staff_log_in_failed');
});
