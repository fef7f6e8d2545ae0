import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';
import { clearAllowList, hire, renew, setDisabled } from './shell.ts';
import { codeOf, leavesOf } from './stageForTests.ts';

everyEngine(
  'who is hired in the shell enrols with the code and logs in; a renewed one has to enrol anew; a disabled one is out',
  async (t) => {
    const made = await hire(t.ctx, { name: 'first', displayName: '第一位', roles: ['security_administrator'] });
    if (!made) throw new Error('not hired');
    expect(await hire(t.ctx, { name: 'first', displayName: '又一位', roles: ['reviewer'] })).toBeUndefined();
    const enrol = async (code: string) => {
      const who = t.console.visitor();
      const { totpSecret } = await who.ok('staff.openInvitation', { name: 'first', code });
      const factor = { kind: 'totp', totp: codeOf(t, totpSecret) } as const;
      const self = await who.ok('staff.enrol', { name: 'first', code, password: 'a new long password', factor });
      expect(self).toMatchObject({ name: 'first', roles: ['security_administrator'] });
      return who;
    };
    const who = await enrol(made.code);
    const again = await renew(t.ctx, 'first');
    if (!again) throw new Error('not renewed');
    expect((await who.refused('staff.me', {})).code).toBe('log_in_required');
    const back = await enrol(again.code.toLowerCase().replaceAll('-', ' '));
    expect(await setDisabled(t.ctx, 'first', true)).toBe(true);
    expect((await back.refused('staff.me', {})).code).toBe('log_in_required');
    expect(await setDisabled(t.ctx, 'nobody', true)).toBe(false);
    expect(await renew(t.ctx, 'nobody')).toBeUndefined();
    for (const operation of ['staff.hire', 'staff.resetFactors', 'staff.setDisabled', 'staff.enrol']) {
      const leaves = await leavesOf(t, operation);
      expect([operation, leaves.length > 0]).toEqual([operation, true]);
      for (const { entry } of leaves)
        for (const { code } of [made, again]) expect(entry).not.toContain(code.replaceAll('-', ''));
    }
  },
);

everyEngine('the shell opens the console again when the allowed addresses have moved', async (t) => {
  const admin = await t.staff('security_administrator');
  await admin.ok('staff.changePolicy', { idleMinutes: 20, absoluteHours: 9, allowList: ['127.0.0.0/8', '::1'] });
  expect(await clearAllowList(t.ctx)).toEqual(['127.0.0.0/8', '::1']);
  expect(await admin.ok('staff.policy', {})).toMatchObject({ idleMinutes: 20, absoluteHours: 9, allowList: [] });
  expect(await clearAllowList(t.ctx)).toEqual([]);
});
