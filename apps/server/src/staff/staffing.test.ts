import { conflictOf, type Operations, type Role, type StaffRole, staffRoles } from '@jiesuo/contract';
import { console as contract } from '@jiesuo/contract/console';
import { expect, test } from 'vitest';
import { everyEngine } from '../trial.ts';
import { codeOf, givePasskey, leavesOf, logInBy, password } from './stageForTests.ts';

test('the three administrators exclude each other, an auditor does nothing else, and exclusion is mutual', () => {
  for (const one of staffRoles)
    for (const other of staffRoles) {
      expect([one, other, conflictOf([one, other])]).toEqual([
        one,
        other,
        conflictOf([other, one])?.toReversed() ?? undefined,
      ]);
      if (one === 'auditor' && other !== 'auditor') expect(conflictOf([one, other])).toBeDefined();
    }
  for (const pair of [
    ['administrator', 'security_administrator'],
    ['administrator', 'auditor'],
    ['security_administrator', 'auditor'],
    ['security_administrator', 'reviewer'],
    ['key_custodian', 'reviewer'],
  ] as const)
    expect([pair, conflictOf(pair)]).toEqual([pair, expect.anything()]);
  expect(conflictOf(['reviewer', 'supervisor', 'finance'])).toBeUndefined();
});

test('who audits changes nothing, and granting duties is nobody’s but the security administrator’s', () => {
  const acts = Object.values(contract as Operations).filter(({ kind }) => kind === 'act' || kind === 'upload');
  const forRole = (role: Role) => acts.filter(({ roles }) => roles.includes(role)).map(({ name }) => name);
  // To look, to check and to open what is locked away are acts too: they leave leaves of their own.
  expect(forRole('auditor').filter((name) => !/^(audit|reviews.unmask|retention.open)/.test(name))).toEqual([]);
  for (const name of ['staff.grantRoles', 'staff.resetFactors', 'staff.settleProposal', 'staff.changePolicy'])
    expect([name, contract[name as 'staff.grantRoles'].roles]).toEqual([name, ['security_administrator']]);
  // Who grants has no other power, who hires cannot grant.
  expect(forRole('security_administrator').filter((name) => !name.startsWith('staff.'))).toEqual([]);
  expect(forRole('administrator').filter((name) => name.startsWith('staff.'))).toEqual([
    'staff.hire',
    'staff.setDisabled',
  ]);
});

everyEngine('a person is hired without duties by one administrator and given them by another', async (t) => {
  const [admin, security] = [await t.staff('administrator'), await t.staff('security_administrator')];
  const { code, expiresAt } = await admin.ok('staff.hire', { name: 'new', displayName: '新人' });
  expect(expiresAt).toBe(new Date(t.now().getTime() + 24 * 3_600_000).toISOString());
  expect((await admin.refused('staff.hire', { name: 'new', displayName: '新人二' })).code).toBe('name_taken');
  const who = t.console.visitor();
  const { totpSecret } = await who.ok('staff.openInvitation', { name: 'new', code });
  const factor = { kind: 'totp', totp: codeOf(t, totpSecret) } as const;
  const self = await who.ok('staff.enrol', { name: 'new', code, password, factor });
  expect(self).toMatchObject({ roles: [], hasTotp: true, passkeys: 0 });
  expect((await who.refused('reviews.queue', {})).code).toBe('not_found');
  expect((await admin.refused('staff.grantRoles', { id: self.id, roles: ['reviewer'], reason: '入职' })).code).toBe(
    'not_found',
  );
  expect(await security.ok('staff.grantRoles', { id: self.id, roles: ['reviewer'], reason: '入职' })).toEqual({
    state: 'done',
    invitation: null,
  });
  expect((await who.refused('staff.me', {})).code).toBe('log_in_required');
  expect((await leavesOf(t, 'staff.grantRoles')).map((leaf) => leaf.detail)).toMatchObject([
    { before: [], after: ['reviewer'], reason: '入职', state: 'done' },
  ]);
  for (const { entry } of [...(await leavesOf(t, 'staff.hire')), ...(await leavesOf(t, 'staff.enrol'))])
    for (const secret of [code, code.replaceAll('-', ''), totpSecret, password]) expect(entry).not.toContain(secret);
});

everyEngine(
  'nobody gives himself duties, resets himself or ends himself, nor gives duties that exclude each other',
  async (t) => {
    const [security, other] = [await t.staff('security_administrator'), await t.staff('reviewer')];
    const own = { id: security.staffId, reason: '自己' };
    for (const [name, input] of [
      ['staff.grantRoles', { ...own, roles: ['auditor'] }],
      ['staff.resetFactors', own],
      ['staff.setDisabled', { ...own, isDisabled: true }],
    ] as const)
      expect([name, (await security.refused(name, input)).code]).toEqual([name, 'not_on_oneself']);
    const both = { id: other.staffId, roles: ['administrator', 'auditor'], reason: '试' };
    expect((await security.refused('staff.grantRoles', both)).code).toBe('roles_incompatible');
  },
);

everyEngine(
  'guarded duties wait for a second security administrator, who is neither the proposer nor the person',
  async (t) => {
    const [one, two] = [await t.staff('security_administrator'), await t.staff('security_administrator')];
    const person = await t.staff('finance');
    const roles: StaffRole[] = ['security_administrator'];
    const grant = { id: person.staffId, roles, reason: '轮岗' };
    expect((await one.ok('staff.grantRoles', grant)).state).toBe('waiting');
    expect((await two.refused('staff.grantRoles', grant)).code).toBe('proposal_waits');
    expect((await two.refused('staff.resetFactors', { id: person.staffId, reason: '丢失' })).code).toBe(
      'proposal_waits',
    );
    const proposalOf = async () =>
      (await two.ok('staff.list', {})).items.find(({ id }) => id === person.staffId)?.proposal?.id ?? '';
    const id = await proposalOf();
    expect((await one.refused('staff.settleProposal', { id, decision: 'confirm' })).code).toBe(
      'proposer_may_not_confirm',
    );
    expect(await person.ok('staff.me', {})).toMatchObject({ roles: ['finance'] });
    // Of two words at once one counts.
    const words = await Promise.all(
      (['confirm', 'confirm'] as const).map((decision) => two.call('staff.settleProposal', { id, decision })),
    );
    expect(words.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await two.refused('staff.settleProposal', { id, decision: 'refuse' })).code).toBe('proposal_settled');
    expect((await person.refused('staff.me', {})).code).toBe('log_in_required');
    // The same for giving back what a guarded person lost; and who proposed it may take it back.
    expect((await one.ok('staff.resetFactors', { id: person.staffId, reason: '丢失' })).state).toBe('waiting');
    await one.ok('staff.settleProposal', { id: await proposalOf(), decision: 'refuse' });
    expect((await one.ok('staff.resetFactors', { id: person.staffId, reason: '丢失' })).invitation).toBeNull();
    const reset = await two.ok('staff.settleProposal', { id: await proposalOf(), decision: 'confirm' });
    expect(reset.invitation?.code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    // Taking a duty away never waits.
    expect((await one.ok('staff.grantRoles', { id: person.staffId, roles: [], reason: '离岗' })).state).toBe('done');
  },
);

everyEngine('the database itself refuses that a proposer confirms his own proposal', async (t) => {
  const [one, person] = [await t.staff('security_administrator'), await t.staff('finance')];
  await one.ok('staff.grantRoles', { id: person.staffId, roles: ['key_custodian'], reason: '轮岗' });
  for (const decided_by of [one.staffId, person.staffId])
    await expect(
      t.ctx.db.updateTable('staff_proposals').set({ decision: 'confirm', decided_by }).execute(),
    ).rejects.toMatchObject({ code: '23514' });
});

everyEngine('a reset takes password, codes, passkeys and sessions away, and the person enrols anew', async (t) => {
  const [security, person] = [await t.staff('security_administrator'), await t.staff('reviewer')];
  const passkey = await givePasskey(t, person);
  const { name } = await person.ok('staff.me', {});
  const { state, invitation } = await security.ok('staff.resetFactors', { id: person.staffId, reason: '丢失手机' });
  if (!invitation) throw new Error('no code was given');
  expect(state).toBe('done');
  expect((await person.refused('staff.me', {})).code).toBe('log_in_required');
  const { used } = await logInBy(t, passkey);
  expect((await t.console.visitor().refused('staff.logInByPasskey', used)).code).toBe('passkey_refused');
  t.advance(60);
  expect((await t.console.visitor().refused('staff.logIn', { name, password, totp: '123456' })).code).toBe(
    'staff_log_in_failed',
  );
  const who = t.console.visitor();
  const { totpSecret } = await who.ok('staff.openInvitation', { name, code: invitation.code });
  const enrol = {
    name,
    code: invitation.code,
    password: 'another long password',
    factor: { kind: 'totp', totp: codeOf(t, totpSecret) },
  } as const;
  expect(await who.ok('staff.enrol', enrol)).toMatchObject({ roles: ['reviewer'], passkeys: 0 });
  expect((await leavesOf(t, 'staff.resetFactors')).map((leaf) => leaf.detail)).toMatchObject([{ reason: '丢失手机' }]);
});

everyEngine('a disabled person is out at once and gets neither duties nor a code', async (t) => {
  const [admin, security] = [await t.staff('administrator'), await t.staff('security_administrator')];
  const person = await t.staff('reviewer');
  const id = person.staffId;
  await admin.ok('staff.setDisabled', { id, isDisabled: true, reason: '离职' });
  expect((await person.refused('staff.me', {})).code).toBe('log_in_required');
  for (const [name, input] of [
    ['staff.grantRoles', { id, roles: ['finance'], reason: '试' }],
    ['staff.resetFactors', { id, reason: '试' }],
  ] as const)
    expect([name, (await security.refused(name, input)).code]).toEqual([name, 'staff_disabled']);
  const { items } = await security.ok('staff.list', {});
  expect(items.find((one) => one.id === id)).toMatchObject({ isDisabled: true, hasTotp: true, invitedUntil: null });
});
