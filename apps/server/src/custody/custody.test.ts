import { expect } from 'vitest';
import { gidsUkey, trustedUkey } from '../ceremonies/methods.stage.ts';
import { approvedOrder } from '../ceremonies/registry.stage.ts';
import { desk, pump, registeredUkey, startReset } from '../ceremonies/reset.stage.ts';
import { move } from '../orders/stageForTests.ts';
import { everyEngine, oneEngine, type Trial } from '../trial.ts';

const switchOn = async (t: Trial) =>
  (await t.staff('administrator')).ok('settings.change', { isTrustedBridgeOn: true });
const reason = '客户已在现场核对';
const leafOf = (t: Trial) =>
  t.ctx.db
    .selectFrom('audit_leaves')
    .select(['subject', 'detail'])
    .where('operation', '=', 'custody.decide')
    .orderBy('id', 'desc')
    .executeTakeFirst();

everyEngine('custody.list holds what waits for the custodian, and a search finds what could be weaker', async (t) => {
  const [customer, custodian] = [await t.customer(), await t.staff('key_custodian')];
  const [trusted, plain, gids] = [await trustedUkey(t), await registeredUkey(t), await gidsUkey(t)];
  const waiting = await approvedOrder(t, customer, trusted.ukey);
  const strong = await approvedOrder(t, customer, plain);
  const stronger = await approvedOrder(t, customer, gids.ukey);
  const numbers = async (search?: string) =>
    (await custodian.ok('custody.list', search === undefined ? {} : { search })).items.map((one) => one.number);
  expect(await numbers()).toEqual([waiting]);
  const { items, isTrustedBridgeOn } = await custodian.ok('custody.list', { search: strong });
  expect(isTrustedBridgeOn).toBe(false);
  expect(items).toMatchObject([
    { number: strong, method: 'gmt0017', methods: ['gmt0017', 'trusted_bridge'], state: 'not_needed', decision: null },
  ]);
  const [only] = (await custodian.ok('custody.list', { search: stronger })).items;
  expect(only?.methods).toEqual(['challenge_response']);
  await switchOn(t);
  await custodian.ok('custody.decide', { number: waiting, decision: 'refuse', method: 'trusted_bridge', reason });
  expect(await numbers()).toEqual([]);
  const decided = await custodian.ok('custody.list', { state: 'decided' });
  expect(decided.items).toMatchObject([{ number: waiting, state: 'refused', decision: { reason } }]);
});

everyEngine('a refused order is told so, may be decided again, and every decision is in the audit log', async (t) => {
  const [customer, custodian] = [await t.customer(), await t.staff('key_custodian')];
  const script = await trustedUkey(t);
  const order = await approvedOrder(t, customer, script.ukey);
  await switchOn(t);
  const d = desk(t, script.ukey);
  const decide = (decision: 'grant' | 'refuse') =>
    custodian.ok('custody.decide', { number: order, decision, method: 'trusted_bridge', reason });
  await decide('refuse');
  await expect(startReset(t, customer, d, order)).rejects.toThrow('custodian_refused');
  expect(await customer.ok('orders.get', { number: order })).toMatchObject({ reset: { custody: 'refused' } });
  await decide('grant');
  expect(await leafOf(t)).toEqual({
    subject: order,
    detail: { decision: 'granted', method: 'trusted_bridge', recorded: 'trusted_bridge', reason },
  });
  const told = (await t.sms(customer.mobile)).map((one) => one.template).filter((one) => one.startsWith('reset_'));
  expect(told).toEqual(['reset_not_granted', 'reset_granted']);
  const { pairing } = await startReset(t, customer, d, order);
  // What has begun is not decided upon any more.
  expect(
    await custodian.refused('custody.decide', { number: order, decision: 'refuse', method: 'trusted_bridge', reason }),
  ).toMatchObject({ code: 'order_ceremony_running' });
  expect(await pump(t, pairing)).toMatchObject({ stage: 'done' });
  expect(
    await custodian.refused('custody.decide', { number: order, decision: 'refuse', method: 'trusted_bridge', reason }),
  ).toMatchObject({ code: 'order_state' });
});

everyEngine(
  'only the recorded decision of the custodian puts a weaker method in the place of the model’s',
  async (t) => {
    const [customer, custodian] = [await t.customer(), await t.staff('key_custodian')];
    const script = await trustedUkey(t, { model: 'jiesuo-virtual' });
    const order = await approvedOrder(t, customer, script.ukey);
    const d = desk(t, script.ukey);
    // The bridge finds that it can do trusted_bridge only; the ticket says gmt0017 all the same.
    const first = await startReset(t, customer, d, order);
    expect(await pump(t, first.pairing)).toMatchObject({ stage: 'failed', failure: 'ukey_fault' });
    expect(script.attempts).toEqual([]);
    const grant = { number: order, decision: 'grant', method: 'trusted_bridge', reason } as const;
    expect(await custodian.refused('custody.decide', grant)).toMatchObject({ code: 'trusted_bridge_off' });
    await switchOn(t);
    await custodian.ok('custody.decide', grant);
    t.advance(601);
    const second = await startReset(t, customer, d, order);
    expect(await pump(t, second.pairing)).toMatchObject({ stage: 'done' });
    expect(await customer.ok('orders.get', { number: order })).toMatchObject({
      reset: { method: 'trusted_bridge', custody: 'granted' },
    });
  },
);

everyEngine('the customer is called to the reset when he can begin, not while the custodian is awaited', async (t) => {
  const [customer, custodian] = [await t.customer(), await t.staff('key_custodian')];
  const [trusted, plain] = [await trustedUkey(t), await registeredUkey(t)];
  await switchOn(t);
  const reviewed = async (ukey: Parameters<typeof approvedOrder>[2]) => {
    const number = await approvedOrder(t, customer, ukey);
    await t.ctx.db.updateTable('orders').set({ status: 'in_review' }).where('number', '=', number).execute();
    await move(t, number, 'approve');
    return number;
  };
  const told = async (number: string) =>
    (await t.sms(customer.mobile)).filter((one) => one.variables['number'] === number).map((one) => one.template);
  expect(await told(await reviewed(plain))).toEqual(['order_approved']);
  const number = await reviewed(trusted.ukey);
  expect(await told(number)).toEqual([]);
  await custodian.ok('custody.decide', { number, decision: 'grant', method: 'trusted_bridge', reason });
  expect(await told(number)).toEqual(['reset_granted']);
});

everyEngine('an approval that is withdrawn takes the grant with it', async (t) => {
  const [customer, custodian] = [await t.customer(), await t.staff('key_custodian')];
  const script = await trustedUkey(t);
  const order = await approvedOrder(t, customer, script.ukey);
  await switchOn(t);
  await custodian.ok('custody.decide', { number: order, decision: 'grant', method: 'trusted_bridge', reason });
  await (await t.staff('supervisor')).ok('orders.withdraw', { number: order, reason: '材料有疑问' });
  await t.ctx.db.updateTable('orders').set({ status: 'awaiting_reset' }).where('number', '=', order).execute();
  await expect(startReset(t, customer, desk(t, script.ukey), order)).rejects.toThrow(/custodian_waits/);
});

oneEngine('no decision makes a method of what the model cannot do', async (t) => {
  const [customer, custodian] = [await t.customer(), await t.staff('key_custodian')];
  const script = await gidsUkey(t);
  const order = await approvedOrder(t, customer, script.ukey);
  await switchOn(t);
  for (const method of ['trusted_bridge', 'gmt0017'] as const)
    expect(
      await custodian.refused('custody.decide', { number: order, decision: 'grant', method, reason }),
    ).toMatchObject({ code: 'method_impossible' });
});
