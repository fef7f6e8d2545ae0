import { expect } from 'vitest';
import { everyEngine, type Trial } from '../trial.ts';
import { expireOrders } from './expire.ts';
import { intoValidity, later, move, refuse, setFee, submit } from './stageForTests.ts';

const statusOf = async (t: Trial, number: string) =>
  (await t.ctx.db.selectFrom('orders').select('status').where('number', '=', number).executeTakeFirstOrThrow()).status;

everyEngine('orders.expire moves what rested too long, and nothing else', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const inReview = await submit(t, who);
  await setFee(t, 100);
  const unpaid = await submit(t, who);
  const refused = await submit(t, who);
  await move(t, refused.number, 'pay');
  await refuse(t, await who.ok('orders.get', { number: refused.number }), 'id_card');
  const expire = async (seconds: number) => {
    t.advance(seconds);
    return expireOrders(t.ctx);
  };
  expect(await expire(24 * 3600 - 1)).toBe(0);
  expect(await expire(1)).toBe(1);
  expect(await statusOf(t, unpaid.number)).toBe('expired');
  expect(await expire(30 * 86_400)).toBe(1);
  expect(await statusOf(t, refused.number)).toBe('expired');
  await move(t, inReview.number, 'approve');
  expect(await expire(89 * 86_400)).toBe(0);
  expect(await expire(86_400)).toBe(1);
  expect(await expireOrders(t.ctx)).toBe(0);
  const leaves = await t.ctx.db
    .selectFrom('audit_leaves')
    .select('id')
    .where('operation', '=', 'orders.expire')
    .execute();
  expect(leaves).toHaveLength(3);
  await later(t, 0, who);
  expect((await who.ok('orders.get', { number: unpaid.number })).timeline.at(-1)?.event).toBe('expired');
});
