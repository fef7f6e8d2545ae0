import { riskRuleNames, shanghaiTime } from '@jiesuo/contract';
import { expect, vi } from 'vitest';
import { intoValidity, refuse, submit } from '../orders/stageForTests.ts';
import { everyEngine } from '../trial.ts';
import { accepting, approveFirst, codeOf, enforced, knownFor, logInAgain, ukeyOf } from './stageForTests.ts';

// Several people log in, each with a password to hash.
vi.setConfig({ testTimeout: 120_000 });

everyEngine(
  'a reviewer approves, another person approves, and only then it may be reset; nobody is both',
  async (t) => {
    intoValidity(t);
    const [who, one, two] = [await t.customer(), await t.staff('reviewer'), await t.staff('supervisor')];
    const order = await submit(t, who);
    const { number } = order;
    await approveFirst(one, order);
    const waiting = await who.ok('orders.get', { number });
    expect(waiting).toMatchObject({ status: 'in_review', safety: { isSecondReview: true, isStopped: false } });
    expect(waiting.timeline.at(-1)?.event).toBe('second_review');
    // The customer learns that it is looked at twice, and never why.
    expect(JSON.stringify(waiting)).not.toMatch(/new_account|no_contact/);
    expect((await one.refused('risk.take', { number })).code).toBe('second_review_not_yours');
    expect((await one.refused('reviews.take', { number })).code).toBe('second_review_waits');
    expect((await one.refused('reviews.next', {})).code).toBe('queue_empty');
    expect((await one.refused('reviews.decide', { number, ...accepting(order) })).code).toBe('second_review_waits');
    const shown = await two.ok('risk.show', { number });
    expect(shown.reasons.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['new_account']));
    expect((await two.ok('risk.list', {})).items).toMatchObject([{ number, maySecond: true }]);
    expect((await one.ok('risk.list', {})).items).toMatchObject([{ number, maySecond: false }]);
    expect(
      (await two.refused('risk.decide', { number, seen: riskRuleNames, decision: 'approve', reason: '已电话核实' }))
        .code,
    ).toBe('review_not_yours');
    await two.ok('risk.take', { number });
    expect(
      await two.ok('risk.decide', { number, seen: riskRuleNames, decision: 'approve', reason: '已电话核实' }),
    ).toEqual({
      number,
      status: 'awaiting_reset',
      approval: 'done',
    });
    expect(
      (await two.refused('risk.decide', { number, seen: riskRuleNames, decision: 'approve', reason: '再次' })).code,
    ).toBe('order_state');
    await t.jobs();
    expect((await t.sms(who.mobile)).filter(({ template }) => template === 'order_approved')).toHaveLength(1);
  },
  enforced,
);

everyEngine(
  'of two seconds at once one decides, and a cancellation racing an approval leaves one outcome',
  async (t) => {
    intoValidity(t);
    const [who, one] = [await t.customer(), await t.staff('reviewer')];
    const [two, three] = [await t.staff('reviewer'), await t.staff('supervisor')];
    const order = await submit(t, who);
    const { number } = order;
    await approveFirst(one, order);
    const taken = await Promise.all([two, three].map((whom) => whom.call('risk.take', { number })));
    expect(taken.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const holder = taken[0]?.status === 200 ? two : three;
    const decide = () =>
      holder.call('risk.decide', { number, seen: riskRuleNames, decision: 'approve', reason: '已核实' });
    const answers = await Promise.all([decide(), decide()]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);

    const another = await submit(t, who);
    await approveFirst(one, another);
    const other = another.number;
    await two.ok('risk.take', { number: other });
    const { assignmentMinutes } = await t.ctx.settings();
    t.advance(assignmentMinutes * 60 - 1);
    await Promise.all([
      two.call('risk.decide', { number: other, seen: riskRuleNames, decision: 'approve', reason: '已核实' }),
      who.call('orders.cancel', { numbers: [other] }),
    ]);
    const end = await who.ok('orders.get', { number: other });
    const ends = end.timeline.filter(({ event }) => event === 'approved' || event === 'cancelled');
    expect([end.status, ends.length]).toEqual([end.status === 'cancelled' ? 'cancelled' : 'awaiting_reset', 1]);
  },
  enforced,
);

everyEngine(
  'a withdrawal racing a reset of the same order leaves an approval or none, and the next one needs two people again',
  async (t) => {
    intoValidity(t);
    const [who, one] = [await t.customer(), await t.staff('reviewer')];
    const [two, boss] = [await t.staff('reviewer'), await t.staff('supervisor')];
    const order = await submit(t, who);
    const { number } = order;
    await approveFirst(one, order);
    await two.ok('risk.take', { number });
    const [, withdrawn] = await Promise.all([
      two.call('risk.decide', { number, seen: riskRuleNames, decision: 'approve', reason: '已核实' }),
      boss.call('orders.withdraw', { number, reason: '来电称非本单位办理' }),
    ]);
    if (withdrawn.status !== 200) await boss.ok('orders.withdraw', { number, reason: '来电称非本单位办理' });
    expect((await who.ok('orders.get', { number })).status).toBe('in_review');
    await approveFirst(one, order);
    expect((await one.ok('risk.show', { number })).approval).toBe('second');
    expect((await one.ok('risk.show', { number })).reasons.map(({ rule }) => rule)).toContain(
      'reviewer_touched_before',
    );
    // Who was the second before is no who pair of eyes now.
    expect((await two.refused('risk.take', { number })).code).toBe('second_review_not_yours');
  },
  enforced,
);

everyEngine(
  'what a second sends back is reviewed from the beginning and needs a second again, another one',
  async (t) => {
    intoValidity(t);
    const [who, one, two, three] = [
      await t.customer(),
      await t.staff('reviewer'),
      await t.staff('reviewer'),
      await t.staff('supervisor'),
    ];
    const order = await submit(t, who);
    const { number } = order;
    await approveFirst(one, order);
    await two.ok('risk.take', { number });
    expect(
      await two.ok('risk.decide', { number, seen: riskRuleNames, decision: 'return', reason: '印章与执照不符' }),
    ).toMatchObject({
      status: 'in_review',
      approval: 'first',
    });
    expect((await who.ok('orders.get', { number })).materials.map(({ verdict }) => verdict)).toEqual(
      Array(3).fill('pending'),
    );
    expect(JSON.stringify(await who.ok('orders.get', { number }))).not.toContain('印章与执照不符');
    await approveFirst(one, order);
    const { reasons } = await three.ok('risk.show', { number });
    expect(reasons.find(({ rule }) => rule === 'refused_before')?.facts).toEqual([
      { fact: 'reason', value: '印章与执照不符' },
    ]);
    expect((await two.refused('risk.take', { number })).code).toBe('second_review_not_yours');
    await three.ok('risk.take', { number });
    await three.ok('risk.decide', { number, seen: riskRuleNames, decision: 'approve', reason: '已到单位核实' });
    expect((await who.ok('orders.get', { number })).status).toBe('awaiting_reset');
  },
  enforced,
);

everyEngine(
  'nobody approves alone what they refused before, and without risk one approval is enough',
  async (t) => {
    intoValidity(t);
    const [who, one] = [await t.customer(), await t.staff('reviewer')];
    await knownFor(t, who, 30);
    const calm = await submit(t, who, await ukeyOf(t, who.mobile));
    await approveFirst(one, calm);
    expect((await who.ok('orders.get', { number: calm.number })).status).toBe('awaiting_reset');

    const order = await submit(t, who, await ukeyOf(t, who.mobile));
    await one.ok('reviews.take', { number: order.number });
    await refuse(t, order, 'id_card');
    await t.ctx.db
      .insertInto('review_decisions')
      .values({
        id: crypto.randomUUID(),
        ca_id: t.ctx.caId,
        order_id: (
          await t.ctx.db.selectFrom('orders').select('id').where('number', '=', order.number).executeTakeFirstOrThrow()
        ).id,
        round: 1,
        decision: 'refuse',
        decided_by: one.staffId,
        submitted_at: t.now(),
        promised_at: null,
        deadline_at: null,
        assigned_at: null,
        decided_at: t.now(),
      })
      .execute();
    await t.ctx.db.updateTable('materials').set({ verdict: 'pending', reason: null }).execute();
    await who.ok('orders.resubmit', { number: order.number });
    await approveFirst(one, order);
    expect((await one.ok('risk.show', { number: order.number })).reasons.map(({ rule }) => rule)).toEqual([
      'reviewer_touched_before',
    ]);
    expect((await who.ok('orders.get', { number: order.number })).safety.isSecondReview).toBe(true);
  },
  enforced,
);

everyEngine(
  'the stop code stops an order for good until a supervisor who had no part in it lifts the stop',
  async (t) => {
    intoValidity(t);
    const [who, one, two] = [await t.customer(), await t.staff('reviewer'), await t.staff('reviewer')];
    const [boss, other] = [await t.staff('supervisor'), await t.staff('reviewer', 'supervisor')];
    const contact = '13900000001';
    const order = await submit(t, who, await ukeyOf(t, contact));
    const { number } = order;
    const code = await codeOf(t, contact);
    const stranger = t.portal.visitor();
    expect((await stranger.refused('stops.stop', { code: '0'.repeat(12) })).code).toBe('stop_code_wrong');
    await approveFirst(other, order);
    const told = await stranger.ok('stops.stop', { code: code.toLowerCase() });
    expect(told.number).toBe(number.slice(-6));
    expect(await stranger.ok('stops.stop', { code })).toEqual(told);
    expect(await who.ok('orders.get', { number })).toMatchObject({ safety: { isStopped: true } });
    await two.ok('risk.take', { number });
    expect(
      (await two.refused('risk.decide', { number, seen: riskRuleNames, decision: 'approve', reason: '已核实' })).code,
    ).toBe('order_stopped');
    expect((await boss.ok('risk.list', { state: 'stopped' })).items.map((line) => line.number)).toEqual([number]);
    expect((await other.refused('risk.liftStop', { number, reason: '误操作' })).code).toBe('second_review_not_yours');
    await boss.ok('risk.liftStop', { number, reason: '已向登记联系人核实' });
    await two.ok('risk.decide', { number, seen: riskRuleNames, decision: 'approve', reason: '已核实' });
    const { safety } = await who.ok('orders.get', { number });
    // Counted from the notice.
    expect(safety.resetFrom).toBe(new Date(Date.parse(order.createdAt) + 24 * 3_600_000).toISOString());
    // The message does not call to a reset that is still refused.
    const approved = (await t.sms(who.mobile)).filter(({ template }) => template.startsWith('order_approved'));
    const from = shanghaiTime(new Date(Math.ceil(Date.parse(safety.resetFrom ?? '') / 60_000) * 60_000));
    expect(approved).toEqual([
      {
        template: 'order_approved_later',
        variables: { number, day: from.slice(5, 10), time: from.slice(11, 16) },
      },
    ]);
    const early = await who.refused('ceremonies.sendStepUp', { order: number });
    expect([early.code, early.detail]).toEqual(['cooling_off', { from: safety.resetFrom }]);
    t.advance(24 * 3600);
    await logInAgain(who);
    await who.ok('ceremonies.sendStepUp', { order: number });
    await stranger.ok('stops.stop', { code });
    t.advance(61);
    expect((await who.refused('ceremonies.sendStepUp', { order: number })).code).toBe('order_stopped');
    expect(one.staffId).not.toBe(two.staffId);
    expect(t.logged()).not.toContain(code);
  },
  enforced,
);

everyEngine(
  'guessing stop codes slows the guesser, and nobody else',
  async (t) => {
    intoValidity(t);
    const who = await t.customer();
    await submit(t, who, await ukeyOf(t, '13900000001'));
    const code = await codeOf(t, '13900000001');
    const guesser = t.portal.visitor();
    for (let n = 0; n < 5; n++)
      expect((await guesser.refused('stops.stop', { code: `${n}`.repeat(12) })).code).toBe('stop_code_wrong');
    expect((await guesser.refused('stops.stop', { code })).code).toBe('log_in_slowed');
    t.advance(3600);
    await guesser.ok('stops.stop', { code });
    const { stopDays } = (await t.ctx.settings()).risk;
    t.advance(stopDays * 24 * 3600);
    expect((await guesser.refused('stops.stop', { code })).code).toBe('stop_code_wrong');
  },
  enforced,
);
