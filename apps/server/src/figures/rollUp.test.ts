import { expect } from 'vitest';
import { intoValidity } from '../orders/stageForTests.ts';
import { everyEngine, type Trial } from '../trial.ts';
import { rollUpDays } from './rollUp.ts';
import { at, decided, forgetEvents, happened, message, money, order, reset } from './stageForTests.ts';

/** An order of a fortnight and a half ago, and what happened to it on one day. */
async function past(t: Trial) {
  intoValidity(t);
  const one = await order(t, await t.customer());
  await forgetEvents(t);
  await t.ctx.db.deleteFrom('sms_messages').execute();
  const day = t.now().toISOString().slice(0, 10);
  const { staffId: by } = await t.staff('reviewer');
  await happened(t, one, 'submitted', at(day, '09:00:00'));
  await decided(t, one, {
    by,
    submitted: at(day, '09:00:00'),
    assigned: at(day, '09:30:00'),
    decided: at(day, '09:40:00'),
    promised: at(day, '12:00:00'),
  });
  await reset(t, one, { method: 'gmt0017', approved: at(day, '09:40:00'), completed: at(day, '10:40:00') });
  await happened(t, one, 'reset_failed', at(day, '10:00:00'), 'ukey_removed');
  await money(t, one, { channel: 'wechat', fen: 2999, paid: at(day, '09:01:00'), back: at(day, '23:59:59') });
  await message(t, 'sent', at(day, '10:00:00'));
  t.advance(86_400);
  return { one, day, by };
}
const groups = ['orders', 'reviews', 'resets', 'reviewers', 'money', 'messages'] as const;
async function everything(t: Trial, day: string) {
  const staff = await t.staff('supervisor');
  const asked = { period: 'custom', from: day, to: day } as const;
  const answers: unknown[] = [];
  for (const group of groups) answers.push(await staff.ok(`figures.${group}`, asked));
  return answers;
}

everyEngine('a day that was counted up has the same figures as its records', async (t) => {
  const { day } = await past(t);
  const fromRecords = await everything(t, day);
  expect(await rollUpDays(t.ctx)).toBe(1);
  const { count } = await t.ctx.db
    .selectFrom('figure_days')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count).toBeGreaterThan(8);
  const before = await t.ctx.db.deleteFrom('order_events').executeTakeFirst();
  expect(Number(before.numDeletedRows)).toBeGreaterThan(0);
  expect(await everything(t, day)).toEqual(fromRecords);
});

everyEngine('a day is counted up once a day while facts may come in late, and never twice', async (t) => {
  const { one, day } = await past(t);
  const rows = () => t.ctx.db.selectFrom('figure_days').selectAll().orderBy('figure').orderBy('key').execute();
  await rollUpDays(t.ctx);
  const first = await rows();
  expect(await rollUpDays(t.ctx)).toBe(0);
  await t.ctx.db.deleteFrom('figure_rollups').execute();
  await rollUpDays(t.ctx);
  expect(await rows()).toEqual(first);
  await money(t, one, { channel: 'bank_transfer', fen: 50, paid: at(day, '20:00:00') }).catch(() => undefined);
  await happened(t, one, 'expired', at(day, '21:00:00'));
  t.advance(86_400);
  expect(await rollUpDays(t.ctx)).toBe(2);
  expect((await rows()).filter(({ key }) => key === 'expired')).toMatchObject([{ day, figure: 'flow', count: 1 }]);
  t.advance(20 * 86_400);
  expect(await rollUpDays(t.ctx)).toBe(20);
  expect(await rollUpDays(t.ctx)).toBe(0);
});

everyEngine('of two runners that count up at once neither counts double', async (t) => {
  const { day } = await past(t);
  await Promise.all([rollUpDays(t.ctx), rollUpDays(t.ctx)]);
  const submitted = await t.ctx.db
    .selectFrom('figure_days')
    .select(['day', 'count'])
    .where('key', '=', 'submitted')
    .execute();
  expect(submitted).toEqual([{ day, count: 1 }]);
});

everyEngine('a day that was not counted up yet is said to be missing', async (t) => {
  const { day } = await past(t);
  t.advance(4 * 86_400);
  const asked = { period: 'custom', from: day, to: day } as const;
  const staff = await t.staff('supervisor');
  expect(await staff.ok('figures.money', asked)).toMatchObject({ missingDays: 1, channels: [{ paidFen: 0 }, {}, {}] });
  await t.jobs();
  expect(await staff.ok('figures.money', asked)).toMatchObject({
    missingDays: 0,
    channels: [{ paidFen: 2999 }, {}, {}],
  });
});
