import type { Order } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import { fill, form, intoValidity, refuse, registerUkey, submit } from '../orders/stageForTests.ts';
import { everyEngine, oneEngine, type Staff, type Trial } from '../trial.ts';

const shanghai = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
const later = (t: Trial, minutes: number) => new Date(t.now().getTime() + minutes * 60_000);
const region = { page: 1, x: 0.1, y: 0.2, width: 0.3, height: 0.1 };

/** An order whose customer needs it by then. */
async function submitFor(t: Trial, who: Awaited<ReturnType<Trial['customer']>>, deadline: Date): Promise<Order> {
  const draft = await fill(t, who, await registerUkey(t));
  await who.ok('drafts.save', { ...form, deadline: shanghai(deadline) });
  const { consents } = await who.ok('settings.show', {});
  return who.ok('orders.submit', { draft: draft.id, idCardConsent: consents.id_card.version });
}

const decide = (whom: Staff, order: Order, isRefused: boolean) =>
  whom.ok('reviews.decide', {
    number: order.number,
    decision: isRefused ? 'refuse' : 'approve',
    verdicts: order.materials.map(({ id, kind }) =>
      isRefused && kind === 'id_card'
        ? { material: id, verdict: 'refused' as const, reason: '模糊', region }
        : { material: id, verdict: 'accepted' as const },
    ),
  });

// Where there is a PostgreSQL it is that one: the embedded database has a single session, and nothing races in it.
oneEngine('fifty reviewers who ask at once get fifty orders', async (t) => {
  intoValidity(t);
  const count = 50;
  const who = await t.customer();
  const first = await submit(t, who);
  const { id } = await t.ctx.db
    .selectFrom('orders')
    .select('id')
    .where('number', '=', first.number)
    .executeTakeFirstOrThrow();
  const row = await t.ctx.db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const ukey = await t.ctx.db.selectFrom('ukeys').selectAll().where('id', '=', row.ukey_id).executeTakeFirstOrThrow();
  for (let n = 1; n < count; n += 1) {
    const ukeyId = uuid();
    await t.ctx.db
      .insertInto('ukeys')
      .values({ ...ukey, id: ukeyId, serial: `JSRACE${n}` })
      .execute();
    await t.ctx.db
      .insertInto('orders')
      .values({ ...row, id: uuid(), number: `CA20260302RACE${String(n).padStart(2, '0')}`, ukey_id: ukeyId })
      .execute();
  }
  const reviewers: Staff[] = [];
  for (let n = 0; n < count; n += 1) reviewers.push(await t.staff('reviewer'));
  const given = await Promise.all(reviewers.map((one) => one.ok('reviews.next', {})));
  expect(new Set(given.map(({ number }) => number)).size).toBe(count);
  const holders = await t.ctx.db
    .selectFrom('orders')
    .select('assigned_to')
    .distinct()
    .where('assigned_to', 'is not', null)
    .execute();
  expect(holders).toHaveLength(count);
});

everyEngine("a customer's deadline brings an order forward, and one that has passed is refused", async (t) => {
  intoValidity(t);
  const [who, reviewer] = [await t.customer(), await t.staff('reviewer')];
  const plain = await submit(t, who);
  const urgent = await submitFor(t, who, later(t, 150));
  const { items } = await reviewer.ok('reviews.queue', {});
  expect(items.map((line) => line.number)).toEqual([urgent.number, plain.number]);
  expect(items[0]?.deadlineAt).toBe(later(t, 150).toISOString());
  expect(items[1]?.promisedAt).toBe(later(t, 240).toISOString());
  expect(plain.reviewExpectedAt).toBe(later(t, 240).toISOString());
  expect(urgent.form.deadline).toBe(shanghai(later(t, 150)));
  const only = async (filter: object) => (await reviewer.ok('reviews.queue', filter)).items.map((line) => line.number);
  expect(await only({ only: 'deadline' })).toEqual([urgent.number]);
  expect(await only({ only: 'resubmitted' })).toEqual([]);
  expect(await only({ waitedMinutes: 5 })).toEqual([]);
  expect(await only({ customer: '别的单位' })).toEqual([]);
  expect(await only({ finding: 'seal_missing' })).toEqual([]);
  await t.ctx.db
    .insertInto('document_checks')
    .values({
      material_id: plain.materials[0]?.id ?? '',
      ca_id: t.ctx.caId,
      state: 'done',
      failure: null,
      draft_id: null,
      engine: null,
      reading_sealed: null,
      result_sealed: null,
      codes: JSON.stringify(['seal_missing']),
      milliseconds: null,
      queued_at: t.now(),
      checked_at: t.now(),
    })
    .onConflict((on) => on.column('material_id').doUpdateSet({ codes: JSON.stringify(['seal_missing']) }))
    .execute();
  expect(await only({ finding: 'seal_missing' })).toEqual([plain.number]);
  expect((await reviewer.ok('reviews.next', {})).number).toBe(urgent.number);
  expect(await only({ only: 'mine' })).toEqual([urgent.number]);
  expect(await only({ only: 'free' })).toEqual([plain.number]);
  expect(await reviewer.ok('reviews.counts', {})).toEqual({
    waiting: 2,
    free: 1,
    mine: 1,
    resubmitted: 0,
    deadline: 1,
    due: 0,
  });
  t.advance(4 * 3600);
  const supervisor = await t.staff('supervisor');
  expect((await supervisor.ok('reviews.counts', {})).due).toBe(2);

  const draft = await fill(t, await t.customer(), await registerUkey(t));
  expect(draft.form.deadline).toBe('');
  const other = await t.customer();
  const late = await fill(t, other, await registerUkey(t));
  await other.ok('drafts.save', { ...form, deadline: shanghai(later(t, -1)) });
  const { consents } = await other.ok('settings.show', {});
  const refused = await other.refused('orders.submit', { draft: late.id, idCardConsent: consents.id_card.version });
  expect(refused).toMatchObject({
    code: 'draft_incomplete',
    fields: [{ path: 'deadline', code: 'deadline_past' }],
  });
});

everyEngine("an order kept ahead is given next to its reviewer while others wait, and is nobody's lease", async (t) => {
  intoValidity(t);
  const [who, one, two] = [await t.customer(), await t.staff('reviewer'), await t.staff('reviewer')];
  const orders = [await submit(t, who), await submit(t, who), await submit(t, who)];
  const numbers = orders.map(({ number }) => number);
  expect((await one.ok('reviews.next', {})).number).toBe(numbers[0]);
  const kept = await one.ok('reviews.ahead', {});
  expect(kept.number).toBe(numbers[1]);
  expect((await one.ok('reviews.ahead', {})).number).toBe(numbers[1]);
  const seen = await one.ok('reviews.inspect', { number: kept.number });
  expect([seen.isMine, seen.mayViewMaterials, seen.isAssigned, seen.form.representativeMobile]).toEqual([
    false,
    true,
    false,
    '138****0000',
  ]);
  expect((await two.ok('reviews.inspect', { number: kept.number })).mayViewMaterials).toBe(false);
  expect((await two.ok('reviews.next', {})).number).toBe(numbers[2]);
  expect((await two.refused('reviews.ahead', {})).code).toBe('queue_empty');
  const first = orders[0];
  if (!first) throw new Error('no order');
  await decide(one, first, false);
  expect((await one.ok('reviews.next', {})).number).toBe(numbers[1]);
  await one.ok('reviews.release', { number: kept.number });

  // Its customer may still cancel it, and a colleague may take it by name.
  await one.ok('reviews.ahead', {});
  const { results } = await who.ok('orders.cancel', { numbers: [kept.number] });
  expect(results[0]?.isCancelled).toBe(true);
  expect((await one.refused('reviews.next', {})).code).toBe('queue_empty');
});

everyEngine(
  'what was kept ahead and not asked for goes back by itself, or to a colleague for whom nothing else waits',
  async (t) => {
    intoValidity(t);
    const [who, one, two] = [await t.customer(), await t.staff('reviewer'), await t.staff('reviewer')];
    const { number } = await submit(t, who);
    await one.ok('reviews.ahead', {});
    expect((await two.refused('reviews.ahead', {})).code).toBe('queue_empty');
    const { assignmentMinutes } = await t.ctx.settings();
    t.advance(assignmentMinutes * 60);
    expect((await two.ok('reviews.ahead', {})).number).toBe(number);
    expect((await one.ok('reviews.next', {})).number).toBe(number);
    expect((await two.refused('reviews.next', {})).code).toBe('queue_empty');
  },
);

everyEngine('an order that comes back is first for who refused it, while he is at work', async (t) => {
  intoValidity(t);
  const [who, one, two] = [await t.customer(), await t.staff('reviewer'), await t.staff('reviewer')];
  const back = await submit(t, who);
  await one.ok('reviews.take', { number: back.number });
  await decide(one, back, true);
  const other = await submit(t, who);
  const resubmit = async () => {
    await t.ctx.db.updateTable('materials').set({ verdict: 'pending' }).where('verdict', '=', 'refused').execute();
    await who.ok('orders.resubmit', { number: back.number });
  };
  await resubmit();
  expect((await two.ok('reviews.next', {})).number).toBe(other.number);
  expect((await one.ok('reviews.next', {})).number).toBe(back.number);
  await decide(one, back, true);
  await two.ok('reviews.release', { number: other.number });
  await one.ok('staff.logOut', {});
  await resubmit();
  await two.ok('reviews.take', { number: other.number });
  expect((await two.ok('reviews.ahead', {})).number).toBe(back.number);
});

everyEngine('each decision is kept with what was promised and what it took', async (t) => {
  intoValidity(t);
  const [who, reviewer] = [await t.customer(), await t.staff('reviewer')];
  const order = await submit(t, who);
  t.advance(60);
  await reviewer.ok('reviews.take', { number: order.number });
  t.advance(120);
  await decide(reviewer, order, true);
  const made = await t.ctx.db.selectFrom('review_decisions').selectAll().executeTakeFirstOrThrow();
  expect(made).toMatchObject({ round: 1, decision: 'refuse', decided_by: reviewer.staffId, decided_at: t.now() });
  expect(made.promised_at?.toISOString()).toBe(order.reviewExpectedAt);
  const seconds = (from: Date | null) => (t.now().getTime() - (from?.getTime() ?? 0)) / 1000;
  expect([seconds(made.assigned_at), seconds(made.submitted_at)]).toEqual([120, 180]);
});

everyEngine('the customer sees where a material was refused, until he has sent another', async (t) => {
  intoValidity(t);
  const [who, reviewer] = [await t.customer(), await t.staff('reviewer')];
  const order = await submit(t, who);
  await reviewer.ok('reviews.take', { number: order.number });
  const [first] = order.materials;
  for (const wrong of [
    { ...region, page: 2 },
    { ...region, x: 0.9 },
    { ...region, width: 0 },
    { ...region, more: 1 },
  ]) {
    const { status } = await reviewer.call('reviews.decide', {
      number: order.number,
      decision: 'refuse',
      verdicts: order.materials.map(({ id }) =>
        id === first?.id
          ? { material: id, verdict: 'refused', reason: '模糊', region: wrong }
          : { material: id, verdict: 'accepted' },
      ),
    });
    expect(status).toBeGreaterThanOrEqual(400);
  }
  await decide(reviewer, order, true);
  const shown = await who.ok('orders.get', { number: order.number });
  expect(shown.materials.map(({ kind, region: place }) => [kind, place])).toEqual([
    ['authorization', null],
    ['business_license', null],
    ['id_card', region],
  ]);
});

everyEngine(
  'a reviewer sees what else the account, the UKey and the subscriber have asked for, and how it ended',
  async (t) => {
    intoValidity(t);
    const [who, stranger, reviewer] = [await t.customer(), await t.customer(), await t.staff('reviewer')];
    const ukey = await registerUkey(t);
    const before = await submit(t, who, ukey);
    await refuse(t, before, 'id_card');
    await who.ok('orders.cancel', { numbers: [before.number] });
    t.advance(60);
    const foreign = await submit(t, stranger);
    t.advance(60);
    const now = await submit(t, who, ukey);
    const { earlier } = await reviewer.ok('reviews.inspect', { number: now.number });
    expect(earlier).toMatchObject([
      { number: foreign.number, status: 'in_review', isSameAccount: false, isSameUkey: false, isSameSubscriber: true },
      { number: before.number, status: 'cancelled', isSameAccount: true, isSameUkey: true, isSameSubscriber: true },
    ]);
  },
);
