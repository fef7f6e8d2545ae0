import { expect } from 'vitest';
import * as sample from '../materials/decode/samples.ts';
import { later } from '../orders/stageForTests.ts';
import { type Customer, everyEngine, oneEngine, type Trial } from '../trial.ts';
import { bothCodes, codeTo, freshMobile, hour, request, stopSent, templatesTo } from './stageForTests.ts';

everyEngine('by paper two people decide, and neither alone changes anything', async (t) => {
  const who = await t.customer();
  const mobile = freshMobile();
  const { id } = await request(t, who, mobile);
  const [reviewer, one, other] = [await t.staff('reviewer'), await t.staff('supervisor'), await t.staff('supervisor')];
  const yes = { id, decision: 'agree', reason: '公章与证书单位一致' } as const;
  expect((await one.refused('mobileChanges.confirm', yes)).code).toBe('mobile_change_closed');
  expect((await reviewer.refused('mobileChanges.confirm', yes)).code).toBe('not_found');
  expect((await one.ok('mobileChanges.decide', yes)).state).toBe('confirming');
  expect((await who.ok('accounts.me', {})).mobile).toBe(who.mobile);
  expect((await one.refused('mobileChanges.confirm', yes)).code).toBe('second_review_not_yours');
  expect((await one.refused('mobileChanges.decide', yes)).code).toBe('mobile_change_closed');
  expect((await other.ok('mobileChanges.confirm', yes)).state).toBe('done');
  expect((await who.refused('accounts.me', {})).code).toBe('log_in_required');
  await t.portal.visitor().ok('accounts.logIn', { mobile, password: who.password });
  expect(await templatesTo(t, who.mobile)).toEqual(['code_register', 'mobile_change_asked', 'mobile_changed']);
  const leaves = await t.ctx.db
    .selectFrom('audit_leaves')
    .select('operation')
    .where('operation', 'like', 'mobileChanges.%')
    .execute();
  expect(new Set(leaves.map(({ operation }) => operation))).toEqual(
    new Set(['uploadPaper', 'sendCode', 'ask', 'decide', 'confirm'].map((verb) => `mobileChanges.${verb}`)),
  );
});

everyEngine('two second decisions at once are one, and a refusal tells both numbers why to look', async (t) => {
  const who = await t.customer();
  const mobile = freshMobile();
  const { id } = await request(t, who, mobile);
  const [first, ...seconds] = [await t.staff('reviewer'), await t.staff('supervisor'), await t.staff('supervisor')];
  await first?.ok('mobileChanges.decide', { id, decision: 'agree', reason: '一致' });
  const no = { id, decision: 'refuse', reason: '公章看不清' } as const;
  const answers = await Promise.all(seconds.map((staff) => staff.call('mobileChanges.confirm', no)));
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
  expect((await who.ok('mobileChanges.show', {})).last).toMatchObject({ state: 'refused', reason: '公章看不清' });
  for (const number of [who.mobile, mobile]) expect(await templatesTo(t, number)).toContain('mobile_change_refused');
  expect((await who.ok('accounts.me', {})).mobile).toBe(who.mobile);
});

everyEngine("nobody decides on a change of his own number, or of his namesake's account", async (t) => {
  const who = await t.customer();
  const mobile = freshMobile();
  const { id } = await request(t, who, mobile);
  const [own, namesake] = [await t.staff('supervisor'), await t.staff('reviewer')];
  const set = (staffId: string, changes: { mobile_index?: string; display_name?: string }) =>
    t.ctx.db.updateTable('staff').set(changes).where('id', '=', staffId).execute();
  await set(own.staffId, { mobile_index: t.ctx.personal.index('mobile', mobile) });
  await set(namesake.staffId, { display_name: '张三' });
  for (const staff of [own, namesake]) {
    const refusal = await staff.refused('mobileChanges.decide', { id, decision: 'agree', reason: '一致' });
    expect(refusal.code).toBe('own_order');
    expect(await staff.ok('mobileChanges.inspect', { id })).toMatchObject({ isOwn: true, mayDecide: false });
  }
});

everyEngine('the old number stops a request with one code, and nothing goes on', async (t) => {
  const who = await t.customer();
  const { id, stop } = await request(t, who, freshMobile());
  const holder = t.portal.visitor();
  expect(await holder.ok('stops.stop', { code: stop })).toMatchObject({ what: 'mobile', number: null });
  expect(await holder.ok('stops.stop', { code: stop })).toMatchObject({ what: 'mobile' });
  const supervisor = await t.staff('supervisor');
  expect((await supervisor.refused('mobileChanges.decide', { id, decision: 'agree', reason: '一致' })).code).toBe(
    'mobile_change_closed',
  );
  expect((await who.refused('accounts.me', {})).code).toBe('log_in_required');
  await who.ok('accounts.logIn', { mobile: who.mobile, password: who.password });
  expect((await who.ok('mobileChanges.show', {})).last?.state).toBe('stopped');
});

everyEngine('a change that was done is undone by the old number while it cools off, and not after', async (t) => {
  const who = await t.customer();
  const mobile = freshMobile();
  await who.ok('mobileChanges.byCodes', await bothCodes(t, who, mobile));
  const stop = await stopSent(t, who.mobile);
  await t.portal.visitor().ok('stops.stop', { code: stop });
  expect((await who.refused('accounts.me', {})).code).toBe('log_in_required');
  await who.ok('accounts.logIn', { mobile: who.mobile, password: who.password });
  const standing = await who.ok('mobileChanges.show', {});
  expect(standing.last?.state).toBe('stopped');
  expect(standing.resetFrom).not.toBeNull();

  const next = freshMobile();
  t.advance(61);
  await who.ok('mobileChanges.byCodes', await bothCodes(t, who, next));
  const late = await stopSent(t, who.mobile);
  await later(t, 72 * hour + 1);
  expect((await t.portal.visitor().refused('stops.stop', { code: late })).code).toBe('stop_code_wrong');
});

everyEngine('an account whose old number is taken by now is left without one when the change is stopped', async (t) => {
  const [who, other] = [await t.customer(), await t.customer()];
  const mobile = freshMobile();
  await who.ok('mobileChanges.byCodes', await bothCodes(t, who, mobile));
  const stop = await stopSent(t, who.mobile);
  // The codes of its registration count against the number for a minute.
  t.advance(61);
  await other.ok('mobileChanges.byCodes', await bothCodes(t, other, who.mobile));
  await t.portal.visitor().ok('stops.stop', { code: stop });
  for (const number of [mobile, who.mobile])
    expect((await t.portal.visitor().call('accounts.logIn', { mobile: number, password: 'nobody knows' })).status).toBe(
      422,
    );
  const { mobile_index } = await t.ctx.db
    .selectFrom('accounts')
    .innerJoin('mobile_changes', 'mobile_changes.account_id', 'accounts.id')
    .select('accounts.mobile_index')
    .where('mobile_changes.state', '=', 'stopped')
    .executeTakeFirstOrThrow();
  expect(mobile_index).toBeNull();
});

everyEngine('a request needs its paper, one is open at a time, and it can be taken back', async (t) => {
  const who = await t.customer();
  const mobile = freshMobile();
  const newCode = await codeTo(t, who, 'new', mobile);
  const input = { mobile, newCode, password: who.password, reason: '原手机号已注销' };
  expect((await who.refused('mobileChanges.ask', input)).code).toBe('mobile_paper_missing');
  const photo = await sample.photo(60, 40);
  await who.ok('mobileChanges.uploadPaper', {}, photo);
  await who.ok('mobileChanges.uploadPaper', {}, photo);
  const papers = await t.ctx.db.selectFrom('mobile_papers').select('id').execute();
  expect(papers).toHaveLength(1);
  const answers = await Promise.all([who.call('mobileChanges.ask', input), who.call('mobileChanges.ask', input)]);
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)[0]).toBe(200);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect((await who.refused('mobileChanges.uploadPaper', {}, photo)).code).toBe('mobile_change_open');
  expect((await who.refused('mobileChanges.byCodes', await bothCodesLater(t, who))).code).toBe('mobile_change_open');
  await who.ok('mobileChanges.withdraw', {});
  expect((await who.refused('mobileChanges.withdraw', {})).code).toBe('mobile_change_closed');
});

async function bothCodesLater(t: Trial, who: Customer) {
  t.advance(61);
  return bothCodes(t, who, freshMobile());
}

everyEngine('hostile papers are refused, and what staff see of a paper is a picture that is recorded', async (t) => {
  const who = await t.customer();
  for (const [bytes, code] of [
    [Buffer.alloc(0), 'material_broken'],
    [sample.program(), 'material_kind_refused'],
    [await sample.pdfWithScript(), 'material_active'],
  ] as const)
    expect((await who.refused('mobileChanges.uploadPaper', {}, bytes)).code).toBe(code);
  expect(await t.ctx.db.selectFrom('files').select('id').execute()).toEqual([]);
  const mobile = freshMobile();
  const { id } = await request(t, who, mobile);
  const [reviewer, auditor, finance] = [await t.staff('reviewer'), await t.staff('auditor'), await t.staff('finance')];
  const picture = Buffer.from(await reviewer.ok('mobileChanges.paper', { id }));
  expect(picture.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  expect((await finance.refused('mobileChanges.paper', { id })).code).toBe('not_found');
  expect((await reviewer.refused('mobileChanges.paper', { id, page: 2 })).code).toBe('not_found');
  expect((await reviewer.ok('mobileChanges.inspect', { id })).newMobile).toBe(mobile);
  expect((await auditor.ok('mobileChanges.inspect', { id })).newMobile).not.toBe(mobile);
  expect(JSON.stringify((await reviewer.ok('mobileChanges.list', {})).items)).not.toContain(mobile);
  await who.ok('mobileChanges.withdraw', {});
  expect((await reviewer.refused('mobileChanges.paper', { id })).code).toBe('not_found');
  await auditor.ok('mobileChanges.paper', { id });
  const views = await t.ctx.db
    .selectFrom('audit_leaves')
    .select('id')
    .where('operation', '=', 'mobileChanges.paper')
    .execute();
  expect(views).toHaveLength(2);
  expect(t.logged()).not.toContain(mobile);
});

oneEngine('numbers and reasons are sealed in the database', async (t) => {
  const who = await t.customer();
  const mobile = freshMobile();
  await request(t, who, mobile);
  const rows = JSON.stringify(await t.ctx.db.selectFrom('mobile_changes').selectAll().execute());
  for (const secret of [mobile, who.mobile, '原手机号已注销']) expect(rows).not.toContain(secret);
});

oneEngine('the old number is not flooded: the fourth request of a day is refused', async (t) => {
  const who = await t.customer();
  const ask = async () => {
    t.advance(901);
    const mobile = freshMobile();
    await who.ok('mobileChanges.uploadPaper', {}, await sample.photo(60, 40));
    const newCode = await codeTo(t, who, 'new', mobile);
    return { mobile, newCode, password: who.password, reason: '原手机号已注销' };
  };
  for (let requests = 0; requests < 3; requests++) {
    await who.ok('mobileChanges.ask', await ask());
    await who.ok('mobileChanges.withdraw', {});
  }
  expect((await who.refused('mobileChanges.ask', await ask())).code).toBe('mobile_changes_many');
  expect((await templatesTo(t, who.mobile)).filter((one) => one === 'mobile_change_asked')).toHaveLength(3);
});

oneEngine('the stop code of an account that was removed since is worth nothing', async (t) => {
  const who = await t.customer();
  await who.ok('mobileChanges.byCodes', await bothCodes(t, who, freshMobile()));
  const stop = await stopSent(t, who.mobile);
  await who.ok('accounts.remove', { password: who.password });
  expect((await t.portal.visitor().refused('stops.stop', { code: stop })).code).toBe('stop_code_wrong');
});
