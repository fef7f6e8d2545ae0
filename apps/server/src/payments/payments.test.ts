import { expect } from 'vitest';
import { expireOrders } from '../orders/expire.ts';
import { intoValidity, setFee, submit } from '../orders/stageForTests.ts';
import { everyEngine } from '../trial.ts';

const transfer = (number: string, bankReference = 'ICBC0001', amountFen = 5000) => ({
  number,
  amountFen,
  payer: '示例科技（上海）有限公司',
  bankReference,
});

everyEngine('an order with a fee waits for the bank transfer, then enters review', async (t) => {
  intoValidity(t);
  await setFee(t, 5000);
  const who = await t.customer();
  const finance = await t.staff('finance');
  const order = await submit(t, who);
  expect(order).toMatchObject({ status: 'unpaid', feeFen: 5000, reviewExpectedAt: null });
  expect(order.expiresAt).toBe(new Date(t.now().getTime() + 86_400_000).toISOString());
  expect(await who.ok('orders.payment', { number: order.number })).toMatchObject({
    feeFen: 5000,
    money: { state: 'unpaid', paidFen: 0, refundedFen: 0 },
    channels: ['bank_transfer'],
    transfer: { reference: order.number, voucher: null },
  });
  expect((await finance.ok('payments.list', {})).items).toMatchObject([
    { number: order.number, state: 'open', amountFen: 5000 },
  ]);

  const off = await who.refused('payments.start', { number: order.number, channel: 'wechat' });
  expect(off.code).toBe('channel_off');

  t.advance(600);
  const wrong = await finance.refused('payments.confirm', transfer(order.number, 'ICBC0001', 4999));
  expect(wrong.code).toBe('payment_amount_differs');
  expect(await finance.ok('payments.confirm', transfer(order.number))).toEqual({
    number: order.number,
    status: 'in_review',
    use: 'order',
  });
  const paid = await who.ok('orders.get', { number: order.number });
  expect(paid.timeline.map((e) => e.event)).toEqual(['submitted', 'paid']);
  expect(paid.reviewExpectedAt).not.toBeNull();
  expect(await who.ok('orders.payment', { number: order.number })).toMatchObject({
    status: 'in_review',
    money: { state: 'paid', paidFen: 5000 },
    channels: [],
  });
  expect((await finance.ok('payments.list', { state: 'open' })).items).toEqual([]);
  const [received] = (await finance.ok('payments.list', { state: 'paid', search: order.number })).items;
  expect(received).toMatchObject({
    reference: 'ICBC0001',
    payer: '示例科技（上海）有限公司',
    confirmedBy: '测试finance',
  });
});

everyEngine('one transfer is confirmed once and pays one order', async (t) => {
  intoValidity(t);
  await setFee(t, 5000);
  const who = await t.customer();
  const finance = await t.staff('finance');
  const [one, two] = [await submit(t, who), await submit(t, who)];
  const answers = await Promise.all([1, 2, 3].map(() => finance.call('payments.confirm', transfer(one.number))));
  expect(answers.map((a) => a.status)).toEqual([200, 200, 200]);
  expect((await who.ok('orders.get', { number: one.number })).timeline.map((e) => e.event)).toEqual([
    'submitted',
    'paid',
  ]);
  expect((await finance.refused('payments.confirm', transfer(one.number, 'OTHER'))).code).toBe('order_state');
  expect((await finance.refused('payments.confirm', transfer(two.number, ' ICBC 0001'))).code).toBe(
    'payment_reference_used',
  );
  expect((await who.ok('orders.get', { number: two.number })).status).toBe('unpaid');
  await finance.ok('payments.confirm', transfer(two.number, 'ICBC0002'));
});

everyEngine('cancel against pay: the order is paid or cancelled, and its money says the same', async (t) => {
  intoValidity(t);
  await setFee(t, 5000);
  const who = await t.customer();
  const finance = await t.staff('finance');
  for (let round = 0; round < 4; round += 1) {
    const { number } = await submit(t, who);
    const [cancelled, paid] = await Promise.all([
      who.ok('orders.cancel', { numbers: [number] }),
      finance.call('payments.confirm', transfer(number, `R${round}`)),
    ]);
    const row = await t.ctx.db
      .selectFrom('orders')
      .innerJoin('pay_attempts', 'pay_attempts.order_id', 'orders.id')
      .select(['orders.status', 'pay_attempts.state', 'orders.money'])
      .where('orders.number', '=', number)
      .executeTakeFirstOrThrow();
    expect(cancelled.results[0]?.isCancelled).toBe(row.status === 'cancelled');
    expect(row.state).toBe(paid.status === 200 ? 'paid' : 'open');
    // Who pays first and cancels then gets the money back.
    const wasFirst = row.status === 'cancelled' ? 'refunding' : 'paid';
    expect(row.money).toBe(paid.status === 200 ? wasFirst : 'unpaid');
    if (paid.status !== 200) expect(row.status).toBe('cancelled');
  }
});

everyEngine('nobody waits for the money of an order that ended', async (t) => {
  intoValidity(t);
  await setFee(t, 5000);
  const who = await t.customer();
  const [one, two] = [await submit(t, who), await submit(t, who)];
  await who.ok('orders.cancel', { numbers: [one.number] });
  t.advance(86_400);
  expect(await expireOrders(t.ctx)).toBe(1);
  const finance = await t.staff('finance');
  expect((await finance.ok('payments.list', {})).items).toEqual([]);
  expect((await finance.refused('payments.confirm', transfer(two.number))).code).toBe('order_state');
  expect((await finance.refused('payments.confirm', transfer('CA20260101ABCDEF'))).code).toBe('not_found');
});
