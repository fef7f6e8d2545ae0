import { cannedReasons } from '@jiesuo/contract';
import type { Flow } from '@jiesuo/contract/figures';
import { expect } from 'vitest';
import { intoValidity, submit } from '../orders/stageForTests.ts';
import { everyEngine, type Trial } from '../trial.ts';
import { at, decided, happened, onDay, reset, some } from './stageForTests.ts';

const today = { period: 'today' } as const;

everyEngine(
  'figures.orders counts by the days of Shanghai, and a running day beside the same hours of the day before',
  async (t) => {
    const { one, two, three, day, yesterday } = await onDay(t);
    await happened(t, one, 'submitted', at(yesterday, '09:59:59'));
    await happened(t, two, 'submitted', at(yesterday, '10:00:00'));
    await happened(t, two, 'refused', at(yesterday, '23:59:59'));
    await happened(t, three, 'submitted', at(day, '00:00:00'));
    await happened(t, one, 'closed', at(day, '01:00:00'));
    await happened(t, two, 'cancelled', at(day, '02:00:00'));
    await happened(t, two, 'review_started', at(day, '02:00:00'));
    const auditor = await t.staff('auditor');
    const running = await auditor.ok('figures.orders', today);
    expect(running.period).toEqual({ from: day, to: day, before: { from: yesterday, to: yesterday }, isRunning: true });
    expect(some(running.flows, 'flow')).toEqual({ submitted: [1, 1], cancelled: [2, 0] });
    const both = await auditor.ok('figures.orders', { period: 'custom', from: yesterday, to: day });
    const countOf = (flow: Flow) => both.days.map(({ day: on, counts }) => [on, counts[flow]]);
    expect([countOf('submitted'), countOf('refused'), countOf('cancelled')]).toEqual([
      [
        [yesterday, 2],
        [day, 1],
      ],
      [
        [yesterday, 1],
        [day, 0],
      ],
      [
        [yesterday, 0],
        [day, 2],
      ],
    ]);
  },
);

everyEngine(
  'figures.orders tells how many orders are in each state now, ended ones from the days that are counted up',
  async (t) => {
    const { one, two, three, day, yesterday } = await onDay(t);
    await t.ctx.db.updateTable('orders').set({ status: 'completed' }).where('id', '=', one.id).execute();
    await t.ctx.db.updateTable('orders').set({ status: 'cancelled' }).where('id', '=', two.id).execute();
    await happened(t, one, 'completed', at(yesterday, '12:00:00'));
    await happened(t, two, 'cancelled', at(day, '09:00:00'));
    const supervisor = await t.staff('supervisor');
    const states = async () =>
      (await supervisor.ok('figures.orders', today)).states.flatMap(({ status, count }) =>
        count ? [[status, count]] : [],
      );
    const expected = [
      ['in_review', 1],
      ['completed', 1],
      ['cancelled', 1],
    ];
    expect(await states()).toEqual(expected);
    await t.jobs();
    expect(await states()).toEqual(expected);
    expect(three.number).not.toBe(one.number);
  },
);

everyEngine('figures.reviews has the median and the p90 of an odd and an even number of waits', async (t) => {
  const { one, two, three, day, yesterday } = await onDay(t);
  const { staffId: by } = await t.staff('reviewer');
  const made = (minutes: number, on: string) => ({
    by,
    submitted: at(on, '08:00:00'),
    assigned: new Date(at(on, '08:00:00').getTime() + minutes * 30_000),
    decided: new Date(at(on, '08:00:00').getTime() + minutes * 60_000),
  });
  await decided(t, one, made(10, day));
  await decided(t, two, made(20, day));
  await decided(t, three, made(60, day));
  await decided(t, one, { ...made(40, yesterday), round: 2 });
  await decided(t, two, { ...made(80, yesterday), round: 2 });
  const supervisor = await t.staff('supervisor');
  const { waits } = await supervisor.ok('figures.reviews', today);
  expect(Object.fromEntries(waits.map(({ wait, ...figures }) => [wait, figures]))).toEqual({
    assignment: {
      count: 3,
      medianSeconds: 600,
      p90Seconds: 1800,
      before: { count: 2, medianSeconds: 1800, p90Seconds: 2400 },
    },
    decision: {
      count: 3,
      medianSeconds: 600,
      p90Seconds: 1800,
      before: { count: 2, medianSeconds: 1800, p90Seconds: 2400 },
    },
    review: {
      count: 3,
      medianSeconds: 1200,
      p90Seconds: 3600,
      before: { count: 2, medianSeconds: 3600, p90Seconds: 4800 },
    },
    reset: {
      count: 0,
      medianSeconds: null,
      p90Seconds: null,
      before: { count: 0, medianSeconds: null, p90Seconds: null },
    },
  });
  const five = await supervisor.ok('figures.reviews', { period: 'days7' });
  // 10, 20, 40, 60, 80 minutes.
  expect(five.waits.find(({ wait }) => wait === 'review')).toMatchObject({
    count: 5,
    medianSeconds: 2400,
    p90Seconds: 4800,
  });
});

everyEngine('a review that is decided by its promise keeps it, a second later it is missed', async (t) => {
  const { one, two, three, day } = await onDay(t);
  const { staffId: by } = await t.staff('reviewer');
  const promised = at(day, '09:00:00');
  const submitted = at(day, '08:00:00');
  await decided(t, one, { by, submitted, promised, decided: promised });
  await decided(t, two, { by, submitted, promised, decided: at(day, '09:00:01') });
  await decided(t, three, { by, submitted, decided: promised });
  const { quality } = await (await t.staff('auditor')).ok('figures.reviews', today);
  expect(quality[0]).toEqual({ measure: 'promise', part: 1, of: 2, before: { part: 0, of: 0 } });
});

everyEngine(
  'an order that was refused, approved, withdrawn and approved again is no first pass, and its reasons count once',
  async (t) => {
    intoValidity(t);
    const [who, reviewer] = [await t.customer(), await t.staff('reviewer')];
    const [good, bad] = [await submit(t, who), await submit(t, who)];
    const [canned] = cannedReasons;
    const decide = async (number: string, reasons: readonly (string | undefined)[]) => {
      t.advance(60);
      await reviewer.ok('reviews.take', { number });
      const { materials } = await who.ok('orders.get', { number });
      const isRefused = reasons.some((reason) => reason !== undefined);
      await reviewer.ok('reviews.decide', {
        number,
        decision: isRefused ? 'refuse' : 'approve',
        verdicts: materials.map(({ id }, i) => {
          const reason = reasons[i];
          return reason === undefined
            ? { material: id, verdict: 'accepted' }
            : { material: id, verdict: 'refused', reason };
        }),
      });
    };
    await decide(good.number, []);
    await decide(bad.number, [canned?.zh, '李四的章不对']);
    t.advance(60);
    await t.ctx.db
      .updateTable('materials')
      .set({ verdict: 'pending', reason: null, uploaded_at: t.now() })
      .where('order_id', 'is not', null)
      .where('kind', '=', 'id_card')
      .execute();
    await replaceRefused(t, bad.number);
    await who.ok('orders.resubmit', { number: bad.number });
    await decide(bad.number, []);
    const supervisor = await t.staff('supervisor');
    await supervisor.ok('orders.withdraw', { number: bad.number, reason: '批错了' });
    await decide(bad.number, []);
    const { quality, reasons } = await supervisor.ok('figures.reviews', today);
    expect(quality[1]).toEqual({ measure: 'firstPass', part: 1, of: 2, before: { part: 0, of: 0 } });
    expect(reasons).toEqual([
      { reason: null, count: 1, before: 0 },
      { reason: canned?.zh, count: 1, before: 0 },
    ]);
    const { flows } = await supervisor.ok('figures.orders', today);
    expect(some(flows, 'flow')).toEqual({
      submitted: [2, 0],
      approved: [3, 0],
      refused: [1, 0],
      resubmitted: [1, 0],
      withdrawn: [1, 0],
    });
    const { reviewers } = await supervisor.ok('figures.reviewers', today);
    expect(reviewers).toMatchObject([
      { id: reviewer.staffId, name: '测试reviewer', approved: 3, refused: 1, before: 0 },
    ]);
  },
);

/** What 材料重传 leaves: the refused ones stay as history, others take their places. */
async function replaceRefused(t: Trial, number: string): Promise<void> {
  const { id } = await t.ctx.db
    .selectFrom('orders')
    .select('id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const refused = await t.ctx.db
    .selectFrom('materials')
    .selectAll()
    .where('order_id', '=', id)
    .where('verdict', '=', 'refused')
    .execute();
  for (const old of refused) {
    await t.ctx.db.updateTable('materials').set({ replaced_at: t.now() }).where('id', '=', old.id).execute();
    await t.ctx.db
      .insertInto('materials')
      .values({ ...old, region: null, id: crypto.randomUUID(), verdict: 'pending', reason: null, uploaded_at: t.now() })
      .execute();
  }
}

everyEngine('figures.resets counts tries, methods, models and failures, and the wait since the approval', async (t) => {
  const { one, two, three, day, yesterday } = await onDay(t);
  await happened(t, one, 'reset_started', at(day, '08:00:00'));
  await happened(t, one, 'reset_failed', at(day, '08:01:00'), 'ukey_removed');
  await happened(t, one, 'reset_started', at(day, '08:02:00'));
  await happened(t, one, 'reset_failed', at(day, '08:03:00'));
  await reset(t, one, { method: 'gmt0017', approved: at(yesterday, '08:00:00'), completed: at(day, '08:00:00') });
  await reset(t, two, { method: 'challenge_response', approved: at(day, '00:00:00'), completed: at(day, '02:00:00') });
  await reset(t, three, {
    method: 'gmt0017',
    approved: at(yesterday, '00:00:00'),
    completed: at(yesterday, '00:30:00'),
  });
  const custodian = await t.staff('key_custodian');
  const answer = await custodian.ok('figures.resets', today);
  expect(some(answer.resets, 'stage')).toEqual({ started: [2, 0], completed: [2, 1], failed: [2, 0] });
  expect(some(answer.methods, 'method')).toEqual({ gmt0017: [1, 1], challenge_response: [1, 0] });
  expect(some(answer.models, 'model')).toEqual({ 'jiesuo-virtual': [2, 1] });
  expect(some(answer.failures, 'code')).toEqual({ ukey_removed: [1, 0] });
  const { waits } = await (await t.staff('supervisor')).ok('figures.reviews', today);
  expect(waits.find(({ wait }) => wait === 'reset')).toEqual({
    wait: 'reset',
    count: 2,
    medianSeconds: 13 * 3600,
    p90Seconds: 24 * 3600,
    before: { count: 1, medianSeconds: 1800, p90Seconds: 1800 },
  });
});

everyEngine('a period in which nothing happened is empty, not wrong', async (t) => {
  intoValidity(t);
  const supervisor = await t.staff('supervisor');
  const asked = { period: 'days30' } as const;
  const { flows, days, missingDays } = await supervisor.ok('figures.orders', asked);
  expect([some(flows, 'flow'), days.length, missingDays]).toEqual([{}, 30, 0]);
  const { waits, quality, reasons } = await supervisor.ok('figures.reviews', asked);
  expect(waits.every(({ count, medianSeconds }) => count === 0 && medianSeconds === null)).toBe(true);
  expect([quality.every(({ of }) => of === 0), reasons]).toEqual([true, []]);
  expect((await supervisor.ok('figures.reviewers', asked)).reviewers).toEqual([]);
  expect((await supervisor.ok('figures.resets', asked)).models).toEqual([]);
});
