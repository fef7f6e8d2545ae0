import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import { everyEngine, type Trial } from '../trial.ts';
import { expireOrders } from './expire.ts';
import { intoValidity, move, submit, subscriber } from './stageForTests.ts';

type Status = 'opened' | 'authorised' | 'unblocked' | 'changed' | 'unknown' | 'failed';

async function ceremony(t: Trial, number: string, status: Status): Promise<void> {
  const order = await t.ctx.db.selectFrom('orders').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
  await t.ctx.db.deleteFrom('ceremonies').where('order_id', '=', order.id).execute();
  await t.ctx.db
    .insertInto('ceremonies')
    .values({
      id: uuid(),
      ca_id: order.ca_id,
      order_id: order.id,
      ukey_id: order.ukey_id,
      status,
      failure: null,
      method: 'gmt0017',
      secret_version: 1,
      state: JSON.stringify({ status, step: 'start' }),
      created_at: t.now(),
      updated_at: t.now(),
    })
    .execute();
}

everyEngine('orders.withdraw sends an approved order back to review, with its reason', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const supervisor = await t.staff('supervisor');
  const { number } = await submit(t, who);
  const input = { number, reason: '材料存疑，重新审核' };
  expect((await supervisor.refused('orders.withdraw', input)).code).toBe('order_state');
  await move(t, number, 'approve');
  expect((await (await t.staff('reviewer')).call('orders.withdraw', input)).status).toBeGreaterThanOrEqual(400);
  for (const status of ['authorised', 'unblocked', 'changed'] as const) {
    await ceremony(t, number, status);
    expect((await supervisor.refused('orders.withdraw', input)).code).toBe('order_ceremony_running');
    expect((await supervisor.refused('orders.close', input)).code).toBe('order_ceremony_running');
  }
  await ceremony(t, number, 'unknown');
  expect((await supervisor.refused('orders.withdraw', input)).code).toBe('order_ceremony_running');
  await ceremony(t, number, 'failed');
  expect(await supervisor.ok('orders.withdraw', input)).toEqual({ number, status: 'in_review' });
  const shown = await who.ok('orders.get', { number });
  expect(shown.timeline.at(-1)).toMatchObject({ event: 'withdrawn', note: input.reason });
});

everyEngine('orders.close ends an approved order that cannot succeed and gives the UKey free', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const supervisor = await t.staff('supervisor');
  const { number } = await submit(t, who);
  await move(t, number, 'approve');
  expect(await supervisor.ok('orders.close', { number, reason: 'KEY已损坏' })).toEqual({ number, status: 'cancelled' });
  expect((await supervisor.refused('orders.close', { number, reason: '再次' })).code).toBe('order_state');
  expect((await supervisor.refused('orders.close', { number: 'CA20260101ABCDEF', reason: '不存在' })).code).toBe(
    'not_found',
  );
});

everyEngine('a UKey that broke after UNBLOCK does not hold its order for ever', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const supervisor = await t.staff('supervisor');
  const { number } = await submit(t, who);
  await move(t, number, 'approve');
  await ceremony(t, number, 'unknown');
  expect(await supervisor.ok('orders.close', { number, reason: 'KEY已损坏' })).toEqual({ number, status: 'cancelled' });
  const shown = await who.ok('orders.get', { number });
  expect(shown.ceremony).toMatchObject({ status: 'failed', failure: 'ukey_fault' });
});

everyEngine('orders.restoreAuthorisations gives three more, and what was spent stays counted', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const supervisor = await t.staff('supervisor');
  const { number } = await submit(t, who);
  const input = { number, reason: '三次均因电脑断电' };
  expect((await supervisor.refused('orders.restoreAuthorisations', input)).code).toBe('order_state');
  await move(t, number, 'approve');
  await t.ctx.db.updateTable('orders').set({ authorisations: 3 }).where('number', '=', number).execute();
  expect((await who.ok('orders.get', { number })).authorisationsLeft).toBe(0);
  await supervisor.ok('orders.restoreAuthorisations', input);
  expect((await who.ok('orders.get', { number })).authorisationsLeft).toBe(3);
  const row = await t.ctx.db.selectFrom('orders').selectAll().executeTakeFirstOrThrow();
  expect([row.authorisations, row.authorisations_max]).toEqual([3, 6]);
  await ceremony(t, number, 'unknown');
  await supervisor.ok('orders.restoreAuthorisations', input);
});

everyEngine('an order whose reset is under way does not expire', async (t) => {
  intoValidity(t);
  const { number } = await submit(t, await t.customer());
  await move(t, number, 'approve');
  await ceremony(t, number, 'unknown');
  t.advance(91 * 86_400);
  expect(await expireOrders(t.ctx)).toBe(0);
  await ceremony(t, number, 'failed');
  expect(await expireOrders(t.ctx)).toBe(1);
});

everyEngine('orders.search finds by number, customer, KEY and status', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const auditor = await t.staff('auditor');
  const [one, two] = [await submit(t, who), await submit(t, who)];
  await move(t, two.number, 'approve');
  const found = async (input: { search?: string; status?: 'in_review' }) =>
    (await auditor.ok('orders.search', input)).items.map((o) => o.number).sort();
  const both = [one.number, two.number].sort();
  expect(await found({})).toEqual(both);
  expect(await found({ search: one.number.toLowerCase() })).toEqual([one.number]);
  expect(await found({ search: two.ukeySerial })).toEqual([two.number]);
  expect(await found({ search: subscriber.slice(0, 4) })).toEqual(both);
  expect(await found({ search: subscriber.slice(0, 4), status: 'in_review' })).toEqual([one.number]);
  expect(await found({ search: '_' })).toEqual([]);
  const page = await auditor.ok('orders.search', { limit: 1 });
  const rest = await auditor.ok('orders.search', { limit: 1, after: page.next ?? '' });
  expect([page.items[0]?.number, rest.items[0]?.number, rest.next]).toEqual([two.number, one.number, null]);
});
