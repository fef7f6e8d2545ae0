import { type StaffRole, staffRoles } from '@jiesuo/contract';
import { type FigureGroup, type FigureTable, figureRoles, figureTables } from '@jiesuo/contract/figures';
import { expect } from 'vitest';
import { intoValidity } from '../orders/stageForTests.ts';
import { everyEngine, oneEngine } from '../trial.ts';
import { at, forgetEvents, happened, order } from './stageForTests.ts';

const groups = Object.keys(figureRoles) as FigureGroup[];
const tables = Object.keys(figureTables) as FigureTable[];
const sees = (role: StaffRole, group: FigureGroup) => (figureRoles[group] as readonly StaffRole[]).includes(role);

oneEngine('each duty sees the groups that the contract gives it, and saves their tables alone', async (t) => {
  intoValidity(t);
  for (const role of staffRoles) {
    const who = await t.staff(role);
    for (const group of groups)
      expect([role, group, (await who.call(`figures.${group}`, { period: 'today' })).status]).toEqual([
        role,
        group,
        sees(role, group) ? 200 : 404,
      ]);
    for (const table of tables)
      expect([role, table, (await who.call('figures.save', { table, period: 'today' })).status]).toEqual([
        role,
        table,
        sees(role, figureTables[table]) ? 200 : 404,
      ]);
  }
});

everyEngine('a table is saved as the page shows it, in the language of the page, and that is recorded', async (t) => {
  intoValidity(t);
  const one = await order(t, await t.customer());
  await forgetEvents(t);
  const day = t.now().toISOString().slice(0, 10);
  await happened(t, one, 'submitted', at(day, '08:00:00'));
  const who = await t.staff('supervisor');
  const answer = await who.call('figures.save', { table: 'flows', period: 'today' });
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(String(answer.headers['content-disposition'])).toContain(`flows-${day}-${day}.csv`);
  expect(String(answer.body)).toMatch(/^\uFEFF项目,数量,上期\r\n新提交,1,0\r\n/);
  who.headers['accept-language'] = 'en';
  expect(String(await who.ok('figures.save', { table: 'flow_days', period: 'today' }))).toMatch(
    new RegExp(`^\uFEFFDay,Submitted,.*\r\n${day},1,0`),
  );
  const leaves = await t.ctx.db
    .selectFrom('audit_leaves')
    .select(['actor', 'subject', 'detail'])
    .where('operation', '=', 'figures.save')
    .orderBy('id')
    .execute();
  expect(leaves).toMatchObject([
    { actor: `staff:${who.staffId}`, subject: 'flows', detail: { from: day, to: day } },
    { subject: 'flow_days' },
  ]);
});

oneEngine('a period that is backwards, too long, or half given is refused beside its field', async (t) => {
  intoValidity(t);
  const who = await t.staff('supervisor');
  const wrong = async (input: object) =>
    (await who.refused('figures.orders', input)).fields?.map(({ path, code }) => [path, code]);
  expect(await wrong({ period: 'custom', from: '2026-03-02', to: '2026-03-01' })).toEqual([['to', 'period_backwards']]);
  expect(await wrong({ period: 'custom', from: '2025-03-01', to: '2026-03-02' })).toEqual([['to', 'period_long']]);
  expect(await wrong({ period: 'custom', from: '2026-03-02' })).toEqual([['from', 'required']]);
  expect(await wrong({ period: 'today', from: '2026-03-02', to: '2026-03-02' })).toEqual([['from', 'required']]);
  expect((await wrong({ period: 'always' }))?.[0]?.[0]).toBe('period');
});
