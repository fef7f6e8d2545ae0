import { generate } from 'otplib';
import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';
import { hire, renew, setDisabled } from './hire.ts';

everyEngine(
  'who is hired in the shell logs in; a renewed log-in puts the old one out of force; a disabled one is out',
  async (t) => {
    const made = await hire(t.ctx, { name: 'first', displayName: '第一位', roles: ['administrator', 'auditor'] });
    if (!made) throw new Error('not hired');
    expect(await hire(t.ctx, { name: 'first', displayName: '又一位', roles: ['reviewer'] })).toBeUndefined();
    const totp = (secret: string) => generate({ secret, epoch: Math.floor(t.now().getTime() / 1000) });
    const who = t.console.visitor();
    const logIn = async (l: { password: string; totpSecret: string }) => ({
      name: 'first',
      password: l.password,
      totp: await totp(l.totpSecret),
    });
    expect(await who.ok('staff.logIn', await logIn(made))).toMatchObject({
      name: 'first',
      roles: ['auditor', 'administrator'],
    });
    const again = await renew(t.ctx, 'first');
    if (!again) throw new Error('not renewed');
    expect((await who.refused('staff.me', {})).code).toBe('log_in_required');
    t.advance(31);
    expect((await who.refused('staff.logIn', await logIn(made))).code).toBe('staff_log_in_failed');
    await who.ok('staff.logIn', await logIn(again));
    expect(await setDisabled(t.ctx, 'first', true)).toBe(true);
    expect((await who.refused('staff.me', {})).code).toBe('log_in_required');
    expect(await setDisabled(t.ctx, 'nobody', true)).toBe(false);
    expect(await renew(t.ctx, 'nobody')).toBeUndefined();
    const leaves = await t.ctx.db
      .selectFrom('audit_leaves')
      .select(['operation', 'entry'])
      .where('operation', 'like', 'staff.%')
      .execute();
    expect(leaves.map((l) => l.operation)).toEqual(
      expect.arrayContaining(['staff.add', 'staff.renew', 'staff.disable']),
    );
    for (const { entry } of leaves)
      for (const secret of [made.password, made.totpSecret, again.password, again.totpSecret])
        expect(entry).not.toContain(secret);
  },
);
