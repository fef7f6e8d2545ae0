import { expect } from 'vitest';
import { setFee } from '../orders/stageForTests.ts';
import { everyEngine, type Staff, type Trial } from '../trial.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const announcement = (zh: string) => ({
  kind: 'announcement' as const,
  title: { zh, en: `en ${zh}` },
  body: { zh: '周六 22:00 起维护两小时。', en: 'Maintenance from Saturday 22:00.' },
});
const fee = { kind: 'fee', subject: '*' } as const;
const notices = async (t: Trial) => (await t.portal.visitor().ok('settings.show', {})).notices.map((n) => n.title.zh);
const charged = async (t: Trial) => (await t.portal.visitor().ok('settings.show', {})).feeFen;

const announce = async (who: Staff, zh: string, revision = 0) => {
  const text = { kind: 'announcement', subject: id } as const;
  const saved = await who.ok('texts.save', { ...text, revision, content: announcement(zh) });
  return who.ok('texts.publish', { ...text, revision: saved.revision, note: '通知' });
};
const propose = async (who: Staff, fen: number, holdsFrom?: string) => {
  const { revision } = await who.ok('texts.save', { ...fee, revision: 0, content: { kind: 'fee', fen } });
  const said = await who.ok('texts.publish', { ...fee, revision, note: '调价', ...(holdsFrom ? { holdsFrom } : {}) });
  return { ...said, revision };
};

everyEngine('an announcement is published, corrected, taken down and restored, and every version stays', async (t) => {
  const who = await t.staff('administrator');
  const text = { kind: 'announcement', subject: id } as const;
  await who.ok('texts.save', { ...text, revision: 0, content: announcement('系统维护') });
  expect(await notices(t)).toEqual([]);
  await who.ok('texts.publish', { ...text, revision: 1, note: '通知' });
  expect(await notices(t)).toEqual(['系统维护']);
  t.advance(60);
  expect(await announce(who, '系统维护改期')).toEqual({ state: 'published', version: 2 });
  expect(await notices(t)).toEqual(['系统维护改期']);
  await who.ok('texts.save', { ...text, revision: 0, content: null });
  await who.ok('texts.publish', { ...text, revision: 1, note: '已结束' });
  expect(await notices(t)).toEqual([]);
  const { items } = await who.ok('texts.history', text);
  expect(items.map(({ version, content, before }) => [version, content !== null, before !== null])).toEqual([
    [3, false, true],
    [2, true, true],
    [1, true, false],
  ]);
  await who.ok('texts.save', { ...text, revision: 0, content: items[2]?.content ?? null });
  expect(await who.ok('texts.publish', { ...text, revision: 1, note: '恢复' })).toEqual({
    state: 'published',
    version: 4,
  });
  expect(await notices(t)).toEqual(['系统维护']);
});

everyEngine('both languages are asked for, and what is no plain text is refused', async (t) => {
  const who = await t.staff('administrator');
  const text = { kind: 'announcement', subject: id, revision: 0 } as const;
  for (const [title, code] of [
    [{ zh: '维护', en: '' }, 'required'],
    [{ zh: '维护\u202e', en: 'x' }, 'text_unprintable'],
    [{ zh: '维护\n二', en: 'x' }, 'text_one_line'],
  ] as const) {
    const refused = await who.refused('texts.save', { ...text, content: { ...announcement('x'), title } });
    expect(refused).toMatchObject({ code: 'invalid_input', fields: [{ code }] });
  }
  expect((await who.refused('texts.save', { ...text, content: { kind: 'fee', fen: 1 } })).code).toBe('invalid_input');
  expect((await who.refused('texts.save', { ...text, subject: 'x', content: announcement('x') })).code).toBe(
    'not_found',
  );
  const { free } = await who.ok('texts.list', { kind: 'announcement' });
  expect(free).toEqual([]);
});

everyEngine('a fee holds only when a second person who had no hand in it approves just this draft', async (t) => {
  const [author, other, supervisor] = [
    await t.staff('administrator'),
    await t.staff('administrator'),
    await t.staff('supervisor'),
  ];
  const { state, revision } = await propose(author, 5000);
  expect([state, await charged(t)]).toEqual(['waiting', 0]);
  const approve = { ...fee, decision: 'approve', reason: '已核对' } as const;
  expect((await author.refused('texts.publish', { ...fee, revision, note: '再来' })).code).toBe('text_waits');
  expect((await author.refused('texts.settle', { ...approve, revision })).code).toBe('text_author_may_not');
  const waiting = async (who: Staff) =>
    (await who.ok('texts.waiting', {})).items.map((one) => [one.kind, one.mayApprove]);
  expect([await waiting(author), await waiting(supervisor)]).toEqual([[['fee', false]], [['fee', true]]]);
  // Edited by the other: neither of the two may approve, and what was seen before is not what is approved.
  await other.ok('texts.save', { ...fee, revision, content: { kind: 'fee', fen: 6000 } });
  expect((await supervisor.refused('texts.settle', { ...approve, revision })).code).toBe('conflict');
  expect((await supervisor.refused('texts.settle', { ...approve, revision: 2 })).code).toBe('text_not_waiting');
  await other.ok('texts.publish', { ...fee, revision: 2, note: '调价' });
  for (const who of [author, other])
    expect((await who.refused('texts.settle', { ...approve, revision: 2 })).code).toBe('text_author_may_not');
  await supervisor.ok('texts.settle', { ...approve, revision: 2, decision: 'return', reason: '金额不对' });
  expect((await author.ok('texts.show', fee)).draft).toMatchObject({ state: 'open', returned: '金额不对' });
  await author.ok('texts.publish', { ...fee, revision: 2, note: '调价' });
  expect(await supervisor.ok('texts.settle', { ...approve, revision: 2 })).toEqual({ version: 1 });
  expect(await charged(t)).toBe(6000);
  expect((await supervisor.refused('texts.settle', { ...approve, revision: 2 })).code).toBe('not_found');
  const [version] = (await supervisor.ok('texts.history', fee)).items;
  expect(version).toMatchObject({ version: 1, before: { kind: 'fee', fen: 0 }, content: { kind: 'fee', fen: 6000 } });
  expect([version?.authors.length, version?.approvedBy !== null]).toEqual([2, true]);
});

everyEngine('the database itself refuses a changed version, and one that its author approved', async (t) => {
  const author = await t.staff('administrator');
  await setFee(t, 100);
  const row = await t.ctx.db.selectFrom('text_versions').selectAll().executeTakeFirstOrThrow();
  await expect(
    t.ctx.db.updateTable('text_versions').set({ content: '{"kind":"fee","fen":1}' }).execute(),
  ).rejects.toThrow('append-only');
  await expect(t.ctx.db.deleteFrom('text_versions').execute()).rejects.toThrow('append-only');
  const next = { ...row, content: '{"kind":"fee","fen":1}', version: 2, id, authors: [author.staffId] };
  for (const approved_by of [null, author.staffId])
    await expect(
      t.ctx.db
        .insertInto('text_versions')
        .values({ ...next, approved_by })
        .execute(),
    ).rejects.toThrow(/text_versions_(two|other_person)/);
  expect(await charged(t)).toBe(100);
});

everyEngine('a version holds from its time; a newer one that holds already takes its place', async (t) => {
  const [author, second] = [await t.staff('administrator'), await t.staff('supervisor')];
  const approve = { ...fee, decision: 'approve', reason: '已核对' } as const;
  // The trial's clock stands at 2026-03-02 09:00 in Shanghai.
  const past = await author.ok('texts.save', { ...fee, revision: 0, content: { kind: 'fee', fen: 5000 } });
  const late = { ...fee, revision: past.revision, note: 'x', holdsFrom: '2026-03-02T08:59' };
  expect(await author.refused('texts.publish', late)).toMatchObject({
    fields: [{ path: 'holdsFrom', code: 'deadline_past' }],
  });
  await author.ok('texts.discard', { ...fee, revision: past.revision });
  const { revision } = await propose(author, 5000, '2026-03-02T09:02');
  await second.ok('texts.settle', { ...approve, revision });
  expect(await charged(t)).toBe(0);
  const [line] = (await author.ok('texts.list', { kind: 'fee' })).items;
  expect(line).toMatchObject({ version: 0, coming: { version: 1, holdsFrom: '2026-03-02T01:02:00.000Z' } });
  t.advance(120);
  expect(await charged(t)).toBe(5000);
  const again = await propose(author, 7000);
  await second.ok('texts.settle', { ...approve, revision: again.revision });
  expect(await charged(t)).toBe(7000);
});

everyEngine('another node sees a publication at its next read', async (t) => {
  const { createTexts } = await import('./versions.ts');
  const other = createTexts({ db: t.ctx.db, caId: t.ctx.caId, clock: t.ctx.clock });
  expect((await other()).content('fee', '*')?.fen).toBe(0);
  await setFee(t, 300);
  expect((await other()).content('fee', '*')?.fen).toBe(300);
});

everyEngine('only an administrator edits and publishes, and each act has its leaf', async (t) => {
  for (const role of ['reviewer', 'supervisor', 'auditor'] as const) {
    const who = await t.staff(role);
    await who.ok('texts.show', fee);
    expect((await who.call('texts.save', { ...fee, revision: 0, content: { kind: 'fee', fen: 1 } })).status).toBe(404);
  }
  const finance = await t.staff('finance');
  expect((await finance.call('texts.list', { kind: 'fee' })).status).toBe(404);
  await announce(await t.staff('administrator'), '维护');
  const leaves = await t.ctx.db
    .selectFrom('audit_leaves')
    .select(['operation', 'subject'])
    .where('operation', 'like', 'texts.%')
    .orderBy('id')
    .execute();
  expect(leaves).toEqual(
    ['texts.save', 'texts.publish'].map((operation) => ({ operation, subject: `announcement:${id}` })),
  );
});
