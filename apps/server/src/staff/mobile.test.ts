import { expect } from 'vitest';
import { everyEngine, type Trial } from '../trial.ts';
import { givePasskey, leavesOf } from './stageForTests.ts';

const before = '13900000021';
const after = '13900000022';
const told = async (t: Trial, mobile: string) => (await t.sms(mobile)).map(({ template }) => template);

everyEngine(
  'a person with a number on file hears there of every change to his log-in, also of the number itself, and no number is shown whole',
  async (t) => {
    const [security, person] = [await t.staff('security_administrator'), await t.staff('reviewer')];
    const set = (mobile: string | null, reason = '入职登记') =>
      security.ok('staff.setMobile', { id: person.staffId, mobile, reason });
    await givePasskey(t, person, '家里电脑');
    await set(before);
    expect(await told(t, before)).toEqual([]);
    await givePasskey(t, person, '办公电脑');
    const { passkeys } = await person.ok('staff.factors', {});
    await person.ok('staff.removePasskey', { id: passkeys[0]?.id ?? '' });
    await person.ok('staff.removeTotp', {});
    expect(await told(t, before)).toEqual(['staff_factors', 'staff_factors', 'staff_factors']);
    await set(after, '换号');
    expect([(await told(t, before)).length, await told(t, after)]).toEqual([4, []]);
    await security.ok('staff.resetFactors', { id: person.staffId, reason: '手机丢失' });
    expect(await told(t, after)).toEqual(['staff_factors']);
    const { items } = await security.ok('staff.list', {});
    expect(items.find(({ id }) => id === person.staffId)?.mobile).toBe('139****0022');
    await set(null, '离职');
    expect((await told(t, after)).length).toBe(2);
    const leaves = await leavesOf(t, 'staff.setMobile');
    expect(leaves.map(({ detail }) => detail)).toMatchObject([
      { before: null, after: '139****0021', reason: '入职登记' },
      { before: '139****0021', after: '139****0022', reason: '换号' },
      { before: '139****0022', after: null, reason: '离职' },
    ]);
    for (const number of [before, after]) {
      expect(JSON.stringify(leaves)).not.toContain(number);
      expect(t.logged()).not.toContain(number);
    }
  },
);

everyEngine('a number is set at hiring or by a security administrator, and never by oneself', async (t) => {
  const [admin, security] = [await t.staff('administrator'), await t.staff('security_administrator')];
  await admin.ok('staff.hire', { name: 'new', displayName: '新人', mobile: before });
  const { items } = await admin.ok('staff.list', {});
  const hired = items.find(({ name }) => name === 'new');
  expect(hired?.mobile).toBe('139****0021');
  const change = { mobile: after, reason: '换号' };
  expect((await admin.refused('staff.setMobile', { id: hired?.id ?? '', ...change })).code).toBe('not_found');
  expect((await security.refused('staff.setMobile', { id: security.staffId, ...change })).code).toBe('not_on_oneself');
  const malformed = await security.refused('staff.setMobile', { id: hired?.id ?? '', mobile: '123', reason: '试' });
  expect(malformed.code).toBe('invalid_input');
});
