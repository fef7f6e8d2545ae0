import { console as contract, stepUpOperations } from '@jiesuo/contract/console';
import { expect, test } from 'vitest';
import { everyEngine, oneEngine } from '../trial.ts';
import { givePasskey, leavesOf, member, password } from './stageForTests.ts';

const change = { reviewHours: 5 };

everyEngine(
  'a sensitive act needs a fresh factor: five minutes after the last one it is refused and nothing is done',
  async (t) => {
    const { name, code } = await member(t, 'admin', ['administrator']);
    const who = t.console.visitor();
    await who.ok('staff.logIn', { name, password, totp: code() });
    t.advance(299);
    await who.ok('settings.change', change);
    t.advance(1);
    const refused = await who.call('settings.change', { reviewHours: 6 });
    expect([refused.status, refused.body]).toMatchObject([403, { code: 'step_up_needed' }]);
    expect((await t.ctx.settings()).reviewHours).toBe(5);
    await who.ok('settings.list', {});
    const self = await who.ok('staff.stepUp', { kind: 'totp', totp: code() });
    expect(self.session.provenUntil).toBe(new Date(t.now().getTime() + 300_000).toISOString());
    await who.ok('settings.change', { reviewHours: 6 });
    expect((await leavesOf(t, 'staff.stepUp')).map((leaf) => leaf.detail)).toEqual([{ factor: 'totp' }]);
  },
);

everyEngine('a factor is fresh in its own session only', async (t) => {
  const { name, code } = await member(t, 'admin', ['administrator']);
  const [one, other] = [t.console.visitor(), t.console.visitor()];
  await one.ok('staff.logIn', { name, password, totp: code() });
  t.advance(30);
  await other.ok('staff.logIn', { name, password, totp: code() });
  t.advance(600);
  await one.ok('staff.stepUp', { kind: 'totp', totp: code() });
  await one.ok('settings.change', change);
  expect((await other.refused('settings.change', change)).code).toBe('step_up_needed');
});

everyEngine('a code that was used to log in confirms nothing, and one that confirmed logs nobody in', async (t) => {
  const { name, code } = await member(t, 'admin', ['administrator']);
  const who = t.console.visitor();
  await who.ok('staff.logIn', { name, password, totp: code() });
  expect((await who.refused('staff.stepUp', { kind: 'totp', totp: code() })).code).toBe('step_up_failed');
  t.advance(60);
  const totp = code();
  const answers = await Promise.all(Array.from({ length: 5 }, () => who.call('staff.stepUp', { kind: 'totp', totp })));
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  expect((await t.console.visitor().refused('staff.logIn', { name, password, totp })).code).toBe('staff_log_in_failed');
});

everyEngine('guessing a code to confirm is slowed, wherever it is tried from', async (t) => {
  const { name, code } = await member(t, 'admin', ['administrator']);
  const who = t.console.visitor();
  await who.ok('staff.logIn', { name, password, totp: code() });
  t.advance(60);
  const right = [code(-30), code(), code(30)];
  const wrong = ['111111', '222222', '333333', '444444'].find((c) => !right.includes(c)) ?? '';
  for (let i = 0; i < 5; i++)
    expect((await who.refused('staff.stepUp', { kind: 'totp', totp: wrong })).code).toBe('step_up_failed');
  expect((await who.refused('staff.stepUp', { kind: 'totp', totp: code() })).code).toBe('log_in_slowed');
});

everyEngine("a passkey confirms too: the person's own, for this session", async (t) => {
  const { name, code } = await member(t, 'admin', ['administrator']);
  const who = t.console.visitor();
  await who.ok('staff.logIn', { name, password, totp: code() });
  const passkey = await givePasskey(t, who);
  const stranger = await t.staff('reviewer');
  const theirs = await givePasskey(t, stranger);
  t.advance(600);
  const ask = () => who.ok('staff.askPasskey', { purpose: 'step_up' });
  const use = async (used: ReturnType<typeof passkey.use>) => who.call('staff.stepUp', { kind: 'passkey', used });
  expect((await use(theirs.use(await ask()))).body).toMatchObject({ code: 'passkey_refused' });
  const strange = await stranger.ok('staff.askPasskey', { purpose: 'step_up' });
  expect((await use(passkey.use(strange))).body).toMatchObject({ code: 'passkey_refused' });
  const forLogIn = await t.console.visitor().ok('staff.askPasskey', { purpose: 'log_in' });
  expect((await use(passkey.use(forLogIn))).body).toMatchObject({ code: 'passkey_refused' });
  expect((await who.refused('settings.change', change)).code).toBe('step_up_needed');
  expect((await use(passkey.use(await ask()))).status).toBe(200);
  await who.ok('settings.change', change);
});

oneEngine('every act of the table asks, whoever may do it; nobody else learns that it would', async (t) => {
  for (const name of stepUpOperations) {
    const { roles } = contract[name];
    const role = roles.map(String).find((one) => one !== 'staff') ?? 'reviewer';
    const { name: login, code } = await member(t, `m-${name}`, [role as 'reviewer']);
    const who = t.console.visitor();
    await who.ok('staff.logIn', { name: login, password, totp: code() });
    t.advance(301);
    expect([name, (await who.refused(name, {})).code]).toEqual([name, 'step_up_needed']);
    expect([name, (await t.console.visitor().refused(name, {})).code]).toEqual([name, 'log_in_required']);
  }
});

test('the table holds what changes rules, leaves in bulk, unmasks, lets secrets or money out, or changes who may', () => {
  expect(stepUpOperations).toEqual(
    expect.arrayContaining([
      'settings.change',
      'reviews.unmask',
      'custody.decide',
      'refunds.approve',
      'staff.grantRoles',
      'staff.resetFactors',
      'staff.changePolicy',
      'invoices.export',
    ]),
  );
});
