import type { Order } from '@jiesuo/contract';
import { expect } from 'vitest';
import { form, intoValidity, later, refuse, setFee, submit } from '../orders/stageForTests.ts';
import { everyEngine, type Staff, type Trial } from '../trial.ts';

type Decision = {
  decision: 'approve' | 'refuse';
  verdicts: { material: string; verdict: 'accepted' | 'refused'; reason?: string }[];
};
const accepting = (order: Order): Decision => ({
  decision: 'approve',
  verdicts: order.materials.map(({ id }) => ({ material: id, verdict: 'accepted' })),
});
const refusing = (order: Order, reason?: string): Decision => ({
  decision: 'refuse',
  verdicts: order.materials.map(({ id, kind }) =>
    kind === 'authorization'
      ? { material: id, verdict: 'refused', ...(reason === undefined ? {} : { reason }) }
      : { material: id, verdict: 'accepted' },
  ),
});
const decisionsTold = async (t: Trial, mobile: string) =>
  (await t.sms(mobile)).map(({ template }) => template).filter((template) => template.startsWith('order_'));

everyEngine('reviews.queue shows who waits longest first, page by page, and only what waits', async (t) => {
  intoValidity(t);
  const [who, reviewer, supervisor] = [await t.customer(), await t.staff('reviewer'), await t.staff('supervisor')];
  const numbers: string[] = [];
  for (let n = 0; n < 3; n++) {
    numbers.push((await submit(t, who)).number);
    t.advance(90);
  }
  await setFee(t, 100);
  await submit(t, who);
  const pageOne = await supervisor.ok('reviews.queue', { limit: 2 });
  const pageTwo = await supervisor.ok('reviews.queue', { limit: 2, after: pageOne.next ?? '' });
  expect([...pageOne.items, ...pageTwo.items].map((line) => line.number)).toEqual(numbers);
  expect(pageTwo.next).toBeNull();
  expect(pageOne.items.map((line) => line.waitingMinutes)).toEqual([4, 3]);
  const { number } = await reviewer.ok('reviews.next', {});
  const lineFor = async (whom: Staff) =>
    (await whom.ok('reviews.queue', {})).items.find((line) => line.number === number);
  expect(await lineFor(reviewer)).toMatchObject({ isMine: true, assignedTo: '测试reviewer', isAssigned: true });
  expect(await lineFor(supervisor)).toMatchObject({ isMine: false, assignedTo: '测试reviewer', isAssigned: true });
});

everyEngine('a resubmitted order goes to the end of the queue and says what it is', async (t) => {
  intoValidity(t);
  const [who, reviewer] = [await t.customer(), await t.staff('reviewer')];
  const first = await submit(t, who);
  await refuse(t, first, 'id_card');
  const second = await submit(t, who);
  t.advance(60);
  await t.ctx.db
    .updateTable('materials')
    .set({ verdict: 'pending', reason: null })
    .where(
      'id',
      'in',
      first.materials.map(({ id }) => id),
    )
    .execute();
  await who.ok('orders.resubmit', { number: first.number });
  const { items } = await reviewer.ok('reviews.queue', {});
  expect(items.map((line) => [line.number, line.isResubmitted])).toEqual([
    [second.number, false],
    [first.number, true],
  ]);
});

everyEngine('reviews.next never gives two reviewers the same order, however they race', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const reviewers = [await t.staff('reviewer'), await t.staff('reviewer'), await t.staff('reviewer')];
  const numbers: string[] = [];
  for (let n = 0; n < 3; n++) numbers.push((await submit(t, who)).number);
  const given = await Promise.all(reviewers.map((one) => one.ok('reviews.next', {})));
  expect(given.map(({ number }) => number).toSorted()).toEqual(numbers.toSorted());
  const fourth = await t.staff('reviewer');
  expect((await fourth.refused('reviews.next', {})).code).toBe('queue_empty');
});

everyEngine("reviews.next gives one's own order again, a double click too", async (t) => {
  intoValidity(t);
  const [who, reviewer] = [await t.customer(), await t.staff('reviewer')];
  await submit(t, who);
  await submit(t, who);
  const clicks = await Promise.all([1, 2, 3].map(() => reviewer.ok('reviews.next', {})));
  expect(new Set(clicks.map(({ number }) => number)).size).toBe(1);
  t.advance(60);
  expect(await reviewer.ok('reviews.next', {})).toEqual(clicks[0]);
  const held = (await reviewer.ok('reviews.queue', {})).items.filter((line) => line.isMine);
  expect(held).toHaveLength(1);
  const started = await t.ctx.db
    .selectFrom('order_events')
    .select('id')
    .where('event', '=', 'review_started')
    .execute();
  expect(started).toHaveLength(1);
});

everyEngine('a lease that is not kept alive heals itself, and its old holder decides nothing', async (t) => {
  intoValidity(t);
  const [who, one, two] = [await t.customer(), await t.staff('reviewer'), await t.staff('reviewer')];
  const order = await submit(t, who);
  const { number } = order;
  const { assignmentMinutes } = await t.ctx.settings();
  const { until } = await one.ok('reviews.take', { number });
  expect(until).toBe(new Date(t.now().getTime() + assignmentMinutes * 60_000).toISOString());
  expect((await two.refused('reviews.take', { number })).code).toBe('review_not_yours');
  expect((await two.refused('reviews.next', {})).code).toBe('queue_empty');
  t.advance((assignmentMinutes - 1) * 60);
  await one.ok('reviews.hold', { number });
  await two.ok('staff.me', {});
  t.advance((assignmentMinutes - 1) * 60);
  expect((await two.refused('reviews.take', { number })).code).toBe('review_not_yours');
  t.advance(60);
  expect((await two.ok('reviews.queue', {})).items[0]).toMatchObject({ assignedTo: null, isAssigned: false });
  expect((await one.refused('reviews.hold', { number })).code).toBe('review_not_yours');
  expect((await one.refused('reviews.decide', { number, ...accepting(order) })).code).toBe('review_not_yours');
  expect(await two.ok('reviews.next', {})).toEqual({ number });
  expect((await one.refused('reviews.release', { number })).code).toBe('review_not_yours');
  await two.ok('reviews.release', { number });
  expect(await one.ok('reviews.next', {})).toEqual({ number });
});

everyEngine('two reviewers racing for one order: one has it, the other is told', async (t) => {
  intoValidity(t);
  const [who, one, two] = [await t.customer(), await t.staff('reviewer'), await t.staff('reviewer')];
  const { number } = await submit(t, who);
  const answers = await Promise.all([one, two].map((whom) => whom.call('reviews.take', { number })));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

everyEngine(
  'reviews.decide wants every material judged, reasons for what is refused, and no contradiction',
  async (t) => {
    intoValidity(t);
    const [who, reviewer] = [await t.customer(), await t.staff('reviewer')];
    const order = await submit(t, who);
    const other = await submit(t, who);
    const { number } = order;
    const decide = (given: Decision) => reviewer.refused('reviews.decide', { number, ...given });
    expect((await decide(accepting(order))).code).toBe('review_not_yours');
    await reviewer.ok('reviews.take', { number });
    const good = accepting(order);
    const [first, ...rest] = good.verdicts;
    if (!first) throw new Error('no material');
    const foreign = other.materials[0]?.id ?? '';
    const wrong: Record<string, Decision> = {
      'a material left out': { ...good, verdicts: rest },
      'no material at all': { ...good, verdicts: [] },
      'a material twice': { ...good, verdicts: [first, first, ...rest.slice(1)] },
      "another order's material": { ...good, verdicts: [{ ...first, material: foreign }, ...rest] },
      'a material too many': { ...good, verdicts: [...good.verdicts, { ...first, material: foreign }] },
      'approval with a refused material': { ...refusing(order, '公章不清晰'), decision: 'approve' },
      'refusal of nothing': { ...good, decision: 'refuse' },
    };
    for (const [what, given] of Object.entries(wrong)) {
      const { code } = await decide(given);
      expect([what, ['review_incomplete', 'invalid_input'].includes(code)]).toEqual([what, true]);
    }
    const silent = await decide(refusing(order));
    expect([silent.code, silent.fields?.[0]?.code]).toEqual(['review_incomplete', 'reason_required']);
    expect((await reviewer.refused('reviews.decide', { number: 'CA20260302ZZZZZZ', ...good })).code).toBe('not_found');
    expect((await who.ok('orders.get', { number })).status).toBe('in_review');
    expect((await who.ok('orders.get', { number })).materials.map((m) => m.verdict)).toEqual(Array(3).fill('pending'));
    expect(await decisionsTold(t, who.mobile)).toEqual([]);
  },
);

everyEngine('an approval makes the order ready to reset and tells the customer once', async (t) => {
  intoValidity(t);
  const [who, reviewer] = [await t.customer(), await t.staff('reviewer')];
  const order = await submit(t, who);
  const { number } = order;
  await reviewer.ok('reviews.take', { number });
  const decide = () => reviewer.call('reviews.decide', { number, ...accepting(order) });
  const answers = await Promise.all([decide(), decide()]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const shown = await who.ok('orders.get', { number });
  expect(shown).toMatchObject({ status: 'awaiting_reset', authorisationsLeft: 3, isAssigned: false });
  expect(shown.timeline.map(({ event }) => event)).toEqual(['submitted', 'review_started', 'approved']);
  await t.jobs();
  expect(await decisionsTold(t, who.mobile)).toEqual(['order_approved']);
  const leaves = await t.ctx.db
    .selectFrom('audit_leaves')
    .selectAll()
    .where('operation', '=', 'reviews.decide')
    .execute();
  expect(leaves).toMatchObject([
    { actor: `staff:${reviewer.staffId}`, subject: number, detail: { decision: 'approve' } },
  ]);
  for (const name of ['reviews.take', 'reviews.hold'] as const)
    expect((await reviewer.refused(name, { number })).code).toBe('order_state');
  expect((await reviewer.ok('reviews.inspect', { number })).decidedBy).toBe('测试reviewer');
});

everyEngine('a refusal says which material and why, and tells the customer once', async (t) => {
  intoValidity(t);
  const [who, reviewer] = [await t.customer(), await t.staff('reviewer')];
  const order = await submit(t, who);
  const { number } = order;
  await reviewer.ok('reviews.next', {});
  expect(await reviewer.ok('reviews.decide', { number, ...refusing(order, '公章不清晰') })).toEqual({
    number,
    status: 'rejected',
  });
  const shown = await who.ok('orders.get', { number });
  expect(shown.status).toBe('rejected');
  expect(shown.materials.map(({ kind, verdict, reason }) => [kind, verdict, reason])).toEqual([
    ['authorization', 'refused', '公章不清晰'],
    ['business_license', 'accepted', null],
    ['id_card', 'accepted', null],
  ]);
  await t.jobs();
  expect(await decisionsTold(t, who.mobile)).toEqual(['order_refused']);
  // Carriers refuse such words in an SMS, and whoever reads the phone need not know.
  expect(JSON.stringify(await t.sms(who.mobile))).not.toContain('公章');
});

everyEngine(
  'only the reviewer who holds the order sees whom to call, and nobody the ID number before asking for it',
  async (t) => {
    intoValidity(t);
    const [who, mine] = [await t.customer(), await t.staff('reviewer')];
    const others = await Promise.all(
      (['reviewer', 'supervisor', 'finance', 'auditor'] as const).map((role) => t.staff(role)),
    );
    const { number } = await submit(t, who);
    const seen = async (whom: Staff) => {
      const { form: shown, account, isMine } = await whom.ok('reviews.inspect', { number });
      return [isMine, shown.representativeIdNumber, shown.representativeMobile, account.mobile];
    };
    const masked = [false, '110105********002X', '138****0000', `${who.mobile.slice(0, 3)}****${who.mobile.slice(-4)}`];
    expect(await seen(mine)).toEqual(masked);
    await mine.ok('reviews.take', { number });
    expect(await seen(mine)).toEqual([true, '110105********002X', form.representativeMobile, who.mobile]);
    for (const other of others) expect(await seen(other)).toEqual(masked);
    const { assignmentMinutes } = await t.ctx.settings();
    t.advance(assignmentMinutes * 60);
    expect(await seen(mine)).toEqual(masked);
    await later(t, 0, who);
    expect(t.logged()).not.toContain(form.representativeIdNumber);
  },
);
