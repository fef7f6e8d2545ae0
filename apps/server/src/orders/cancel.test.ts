import { expect } from 'vitest';
import { everyEngine, type Trial } from '../trial.ts';
import { intoValidity, move, submit } from './stageForTests.ts';

const assign = async (t: Trial, number: string, staffId: string, minutes: number) =>
  t.ctx.db
    .updateTable('orders')
    .set({ assigned_to: staffId, assigned_until: new Date(t.now().getTime() + minutes * 60_000) })
    .where('number', '=', number)
    .execute();

everyEngine('orders.cancel judges each order by itself', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const reviewer = await t.staff('reviewer');
  const [free, assigned, stale, approved] = [
    await submit(t, who),
    await submit(t, who),
    await submit(t, who),
    await submit(t, who),
  ];
  await assign(t, assigned.number, reviewer.staffId, 10);
  await assign(t, stale.number, reviewer.staffId, -1);
  await move(t, approved.number, 'approve');
  const numbers = [free.number, assigned.number, stale.number, approved.number, free.number];
  expect((await who.ok('orders.cancel', { numbers })).results).toEqual([
    { number: free.number, isCancelled: true, refusal: null, isRefunded: false },
    { number: assigned.number, isCancelled: false, refusal: 'order_assigned', isRefunded: false },
    { number: stale.number, isCancelled: true, refusal: null, isRefunded: false },
    { number: approved.number, isCancelled: false, refusal: 'order_state', isRefunded: false },
  ]);
  expect((await who.ok('orders.cancel', { numbers: [free.number] })).results[0]?.refusal).toBe('order_state');
  // A cancelled order gives its UKey free.
  expect((await who.ok('orders.get', { number: free.number })).timeline.at(-1)?.event).toBe('cancelled');
});

everyEngine('cancel against assign: never a cancelled order in the hands of a reviewer', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const reviewer = await t.staff('reviewer');
  for (let round = 0; round < 4; round += 1) {
    const { number } = await submit(t, who);
    const take = t.ctx.db
      .updateTable('orders')
      .set({ assigned_to: reviewer.staffId, assigned_until: new Date(t.now().getTime() + 600_000) })
      .where('number', '=', number)
      .where('status', '=', 'in_review')
      .execute();
    const [{ results }] = await Promise.all([who.ok('orders.cancel', { numbers: [number] }), take]);
    const row = await t.ctx.db.selectFrom('orders').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
    expect(row.status === 'cancelled').toBe(results[0]?.isCancelled);
    expect(row.status === 'cancelled' && row.assigned_to !== null).toBe(false);
  }
});
