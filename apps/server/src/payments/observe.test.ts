import { expect } from 'vitest';
import { expireOrders } from '../orders/expire.ts';
import { later } from '../orders/stageForTests.ts';
import { carryRefunds } from '../refunds/carry.ts';
import { applyLeft, keepOne } from './inbox.ts';
import { receive } from './receive.ts';
import {
  begin,
  eventsOf,
  fee,
  issuesOf,
  orderOf,
  payAndTell,
  refundsOf,
  unpaid,
  withGateways,
} from './stageForTests.ts';
import { watchTries } from './watch.ts';

withGateways('the first word of the money pays the order, once', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  await payAndTell(t, attempt);
  expect(await orderOf(t, number)).toMatchObject({
    status: 'in_review',
    money: 'paid',
    paid_fen: fee,
    refunded_fen: 0,
  });
  // The same notification, the same news under another key, and a question of our own.
  await receive(t.ctx, 'wechat', t.wechat.notice(attempt));
  await receive(t.ctx, 'wechat', t.wechat.notice(attempt, 'another'));
  await who.ok('payments.check', { number });
  expect(await eventsOf(t, number)).toEqual(['submitted', 'paid']);
  const events = await t.ctx.db.selectFrom('pay_events').select(['outcome']).orderBy('id').execute();
  expect(events.map((event) => event.outcome)).toEqual(['order', 'repeated']);
  expect(await issuesOf(t)).toEqual([]);
});

withGateways('paid twice through two channels: the second money goes back by itself, once', async (t) => {
  const { who, number } = await unpaid(t);
  const first = await begin(t, who, number);
  const second = await begin(t, who, number, 'alipay');
  await payAndTell(t, first);
  await payAndTell(t, second, 'alipay');
  await receive(t.ctx, 'alipay', t.alipay.notice(second, 'again'));
  expect(await refundsOf(t)).toMatchObject([
    { attempt: second, cause: 'duplicate', state: 'approved', amount_fen: fee },
  ]);
  expect(await orderOf(t, number)).toMatchObject({ status: 'in_review', money: 'paid', paid_fen: 2 * fee });
  await carryRefunds(t.ctx);
  expect(await refundsOf(t)).toMatchObject([{ state: 'done' }]);
  expect(t.alipay.books).toEqual({ inFen: fee, outFen: fee });
  expect(await orderOf(t, number)).toMatchObject({ status: 'in_review', money: 'paid', refunded_fen: fee });
  expect(await eventsOf(t, number)).toEqual(['submitted', 'paid', 'refund_started', 'refunded']);
});

withGateways('what is open elsewhere when the order is paid is closed at its gateway', async (t) => {
  const { who, number } = await unpaid(t);
  const first = await begin(t, who, number, 'alipay');
  const second = await begin(t, who, number);
  await payAndTell(t, first, 'alipay');
  await watchTries(t.ctx);
  expect(t.wechat.pay(second)).toBe(false);
  expect(await refundsOf(t)).toEqual([]);
});

withGateways('money for a cancelled order goes back by itself', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number, 'alipay');
  expect((await who.ok('orders.cancel', { numbers: [number] })).results).toEqual([
    { number, isCancelled: true, refusal: null, isRefunded: false },
  ]);
  // This gateway knows no trade before it is paid: a QR that was scanned already may still bring money.
  await payAndTell(t, attempt, 'alipay');
  expect(await orderOf(t, number)).toMatchObject({ status: 'cancelled', money: 'refunding' });
  await carryRefunds(t.ctx);
  expect(await refundsOf(t)).toMatchObject([{ cause: 'late', state: 'done' }]);
  expect(await orderOf(t, number)).toMatchObject({ status: 'cancelled', money: 'refunded', paid_fen: fee });
  expect(t.alipay.books).toEqual({ inFen: fee, outFen: fee });
});

withGateways('an order that was paid at the last moment does not expire', async (t) => {
  const { who, number } = await unpaid(t);
  t.advance(23.9 * 3600);
  await later(t, 0, who);
  const attempt = await begin(t, who, number, 'alipay');
  expect(t.alipay.pay(attempt)).toBe(true);
  t.advance(0.1 * 3600);
  expect(await expireOrders(t.ctx)).toBe(0);
  expect(await orderOf(t, number)).toMatchObject({ status: 'in_review', money: 'paid' });
});

withGateways('money for an expired order goes back by itself', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  t.advance(24 * 3600);
  expect(await expireOrders(t.ctx)).toBe(1);
  const fact = { number: attempt, state: 'paid', amountFen: fee, reference: 'w-late' } as const;
  const thanks = { status: 204, mediaType: '', body: '' };
  await receive(t.ctx, 'wechat', { is: 'trade', key: 'late', fact, thanks });
  expect(await refundsOf(t)).toMatchObject([{ cause: 'late', state: 'approved', amount_fen: fee }]);
  expect(await orderOf(t, number)).toMatchObject({ status: 'expired', money: 'refunding' });
});

withGateways('while a gateway is silent nobody says that an order was not paid', async (t) => {
  const { who, number } = await unpaid(t);
  await begin(t, who, number);
  t.wechat.silence(1);
  const [result] = (await who.ok('orders.cancel', { numbers: [number] })).results;
  expect(result).toEqual({ number, isCancelled: false, refusal: 'gateway_silent', isRefunded: false });
  t.advance(24 * 3600);
  t.wechat.silence(1);
  expect(await expireOrders(t.ctx)).toBe(0);
  expect(await orderOf(t, number)).toMatchObject({ status: 'unpaid' });
  expect(await expireOrders(t.ctx)).toBe(1);
});

withGateways('a try that was closed here and paid there pays the order when the gateway says so', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  await t.ctx.db
    .updateTable('pay_attempts')
    .set({ state: 'closed', closed_at: t.now(), next_query_at: null })
    .where('number', '=', attempt)
    .execute();
  await payAndTell(t, attempt);
  expect(await orderOf(t, number)).toMatchObject({ status: 'in_review', money: 'paid' });
});

withGateways('another amount changes nothing and waits for a person', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  t.wechat.pay(attempt, { amountFen: fee - 1 });
  await receive(t.ctx, 'wechat', t.wechat.notice(attempt));
  await receive(t.ctx, 'wechat', t.wechat.notice(attempt, 'again'));
  expect(await orderOf(t, number)).toMatchObject({ status: 'unpaid', money: 'unpaid' });
  const order = await orderOf(t, number);
  expect(await issuesOf(t)).toMatchObject([
    { kind: 'amount_differs', attempt, amount_fen: fee - 1, expected_fen: fee, order_id: order.id, resolved_at: null },
  ]);
  expect(t.logged()).toContain('money does not add up');
});

withGateways('money that names no try of ours waits for a person, and the gateway is thanked', async (t) => {
  const fact = { number: 'P20260101UNKNOWN', state: 'paid', amountFen: 100, reference: 'w-1' } as const;
  const heard = { is: 'trade', key: 'k', fact, thanks: { status: 204, mediaType: '', body: '' } } as const;
  expect(await receive(t.ctx, 'wechat', heard)).toMatchObject({ status: 204 });
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  // A try of another channel is none of this one's.
  await receive(t.ctx, 'alipay', { ...heard, key: 'l', fact: { ...fact, number: attempt, amountFen: fee } });
  expect(await issuesOf(t)).toMatchObject([
    { kind: 'unknown_trade', channel: 'wechat', amount_fen: 100 },
    { kind: 'unknown_trade', channel: 'alipay', attempt },
  ]);
  expect(await orderOf(t, number)).toMatchObject({ status: 'unpaid' });
});

withGateways('a second reference for paid money, and a reference of another try, are issues', async (t) => {
  const one = await unpaid(t);
  const two = await unpaid(t);
  const first = await begin(t, one.who, one.number);
  const second = await begin(t, two.who, two.number);
  t.wechat.pay(first, { reference: 'w-same' });
  t.wechat.pay(second, { reference: 'w-same' });
  await receive(t.ctx, 'wechat', t.wechat.notice(first));
  const reply = await receive(t.ctx, 'wechat', t.wechat.notice(second));
  expect(reply.status).toBe(200);
  expect(await orderOf(t, two.number)).toMatchObject({ status: 'unpaid' });
  const fact = { number: first, state: 'paid', amountFen: fee, reference: 'w-other' } as const;
  await receive(t.ctx, 'wechat', { is: 'trade', key: 'other', fact, thanks: reply });
  expect((await issuesOf(t)).map((issue) => issue.kind)).toEqual(['reference_used', 'reference_differs']);
  expect(await eventsOf(t, one.number)).toEqual(['submitted', 'paid']);
});

withGateways(
  'two tries with one reference at the same time: one is paid, the other is an issue, and nothing is left',
  async (t) => {
    const one = await unpaid(t);
    const two = await unpaid(t);
    const tries = [await begin(t, one.who, one.number), await begin(t, two.who, two.number)];
    for (const attempt of tries) t.wechat.pay(attempt, { reference: 'w-race' });
    await Promise.all(tries.map((attempt) => receive(t.ctx, 'wechat', t.wechat.notice(attempt))));
    await applyLeft(t.ctx);
    const statuses = [(await orderOf(t, one.number)).status, (await orderOf(t, two.number)).status];
    expect(statuses.toSorted()).toEqual(['in_review', 'unpaid']);
    expect(await issuesOf(t)).toMatchObject([{ kind: 'reference_used', amount_fen: fee }]);
  },
);

withGateways('what was kept and not applied before a kill counts when the job runs', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  t.wechat.pay(attempt);
  const heard = t.wechat.notice(attempt);
  if (heard.is !== 'trade') throw new Error('a trade was paid');
  const told = {
    source: 'notify',
    key: heard.key,
    observation: { about: 'trade', channel: 'wechat', fact: heard.fact },
  } as const;
  await keepOne(t.ctx, told);
  expect(await orderOf(t, number)).toMatchObject({ status: 'unpaid' });
  expect(await applyLeft(t.ctx)).toBe(1);
  expect(await applyLeft(t.ctx)).toBe(0);
  const paid = await t.ctx.db
    .selectFrom('pay_attempts')
    .selectAll()
    .where('number', '=', attempt)
    .executeTakeFirstOrThrow();
  expect(paid).toMatchObject({ state: 'paid', use: 'order', paid_at: t.now() });
  expect(await orderOf(t, number)).toMatchObject({ status: 'in_review' });
});

withGateways('a hundred identical notifications at once have one effect', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  t.wechat.pay(attempt);
  const heard = t.wechat.notice(attempt);
  const replies = await Promise.all(Array.from({ length: 100 }, () => receive(t.ctx, 'wechat', heard)));
  expect(replies.every((reply) => reply.status === 200)).toBe(true);
  expect(await eventsOf(t, number)).toEqual(['submitted', 'paid']);
  const leaves = await t.ctx.db
    .selectFrom('audit_leaves')
    .select('id')
    .where('operation', '=', 'payments.observe')
    .execute();
  expect(leaves).toHaveLength(1);
});

withGateways('a refused notification changes nothing and gets its answer; a probe is no alarm', async (t) => {
  const reply = { status: 401, mediaType: 'application/json', body: '{}' };
  const refused = { is: 'refused', why: 'signature', isProbe: true, reply } as const;
  expect(await receive(t.ctx, 'wechat', refused)).toBe(reply);
  expect(t.logged()).not.toContain('was refused');
  expect(await receive(t.ctx, 'wechat', { ...refused, isProbe: false })).toBe(reply);
  expect(t.logged()).toContain('was refused');
  expect(await t.ctx.db.selectFrom('pay_events').selectAll().execute()).toEqual([]);
});
