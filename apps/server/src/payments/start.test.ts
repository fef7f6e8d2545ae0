import { expect } from 'vitest';
import { photo, scan } from '../materials/decode/samples.ts';
import { later } from '../orders/stageForTests.ts';
import { begin, fee, issuesOf, orderOf, payAndTell, refundsOf, tryOf, unpaid, withGateways } from './stageForTests.ts';
import { watchTries } from './watch.ts';

withGateways('the same offer while the try is open, whoever asks again', async (t) => {
  const { who, number } = await unpaid(t);
  const first = await who.ok('payments.start', { number, channel: 'wechat' });
  expect(first).toMatchObject({ channel: 'wechat', state: 'open', amountFen: fee, offer: { kind: 'qr' } });
  expect(await who.ok('payments.start', { number, channel: 'wechat' })).toEqual(first);
  t.advance(1);
  const twice = await Promise.all(
    [1, 2].map(() => who.ok('payments.start', { number, channel: 'alipay', how: 'page' })),
  );
  expect(twice[0]).toEqual(twice[1]);
  expect(twice[0]).toMatchObject({ offer: { kind: 'page' } });
  expect(t.wechat.asked.offer).toBe(1);
  const shown = await who.ok('orders.payment', { number });
  expect(shown.channels).toEqual(['wechat', 'alipay', 'bank_transfer']);
  expect(shown.attempts.map((one) => [one.channel, one.state])).toEqual([
    ['wechat', 'open'],
    ['alipay', 'open'],
    ['bank_transfer', 'open'],
  ]);
  expect(shown.attempts[0]).toEqual(first);
});

withGateways('a try that is over is closed at its gateway, and the next has a number of its own', async (t) => {
  const { who, number } = await unpaid(t);
  const first = await begin(t, who, number);
  t.advance(2 * 3600);
  await later(t, 0, who);
  await who.ok('payments.start', { number, channel: 'wechat' });
  const second = await tryOf(t, number, 'wechat');
  expect(second).not.toBe(first);
  expect(t.wechat.pay(first)).toBe(false);
  expect(t.wechat.pay(second)).toBe(true);
});

withGateways('a try that was paid while it ran out pays the order, and no other begins', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  t.wechat.pay(attempt);
  t.advance(2 * 3600);
  await later(t, 0, who);
  expect((await who.refused('payments.start', { number, channel: 'wechat' })).code).toBe('just_paid');
  expect(await orderOf(t, number)).toMatchObject({ status: 'in_review' });
  expect((await who.refused('payments.start', { number, channel: 'alipay' })).code).toBe('order_state');
});

withGateways('a gateway that is silent, refuses, or is not there says so; a stranger finds nothing', async (t) => {
  const { who, number } = await unpaid(t);
  t.wechat.silence(1);
  expect((await who.refused('payments.start', { number, channel: 'wechat' })).code).toBe('gateway_silent');
  expect(await who.ok('payments.start', { number, channel: 'wechat' })).toMatchObject({ state: 'open' });
  t.alipay.refuseOffers(true);
  expect((await who.refused('payments.start', { number, channel: 'alipay' })).code).toBe('gateway_refused');
  const stranger = await t.customer();
  for (const name of ['payments.check', 'orders.payment'] as const)
    expect((await stranger.refused(name, { number })).code).toBe('not_found');
  expect((await stranger.refused('payments.start', { number, channel: 'wechat' })).code).toBe('not_found');
});

withGateways('我已支付 asks the gateways at once, and not at every click', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  expect(await who.ok('payments.check', { number })).toMatchObject({ status: 'unpaid', silent: [] });
  t.wechat.pay(attempt);
  expect(await who.ok('payments.check', { number })).toMatchObject({ status: 'unpaid' });
  expect(t.wechat.asked.query).toBe(1);
  t.advance(5);
  t.wechat.silence(1);
  expect(await who.ok('payments.check', { number })).toMatchObject({ status: 'unpaid', silent: ['wechat'] });
  t.advance(5);
  expect(await who.ok('payments.check', { number })).toMatchObject({
    status: 'in_review',
    money: { state: 'paid', paidFen: fee },
    channels: [],
  });
});

withGateways('a lost notification is found by asking: soon at first, then ever more rarely', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  const times: number[] = [];
  for (let second = 0; second < 2 * 3600 + 240; second += 10) {
    const before = t.wechat.asked.query;
    await watchTries(t.ctx);
    if (t.wechat.asked.query > before) times.push(second);
    t.advance(10);
  }
  // Two minutes after the end it is asked for once more, and closed.
  expect(times).toEqual([10, 30, 60, 180, 600, 1800, 7320]);
  expect(t.wechat.pay(attempt)).toBe(false);
  await later(t, 0, who);
  const fresh = await begin(t, who, number);
  t.wechat.pay(fresh);
  t.advance(10);
  await watchTries(t.ctx);
  expect(await orderOf(t, number)).toMatchObject({ status: 'in_review', money: 'paid' });
});

withGateways(
  'a gateway that knows no trade is asked until the time for paying is over, and then no more',
  async (t) => {
    const { who, number } = await unpaid(t);
    const attempt = await begin(t, who, number, 'alipay');
    await who.ok('orders.cancel', { numbers: [number] });
    const row = () =>
      t.ctx.db.selectFrom('pay_attempts').selectAll().where('number', '=', attempt).executeTakeFirstOrThrow();
    expect((await row()).state).toBe('open');
    t.advance(2 * 3600 + 120);
    await watchTries(t.ctx);
    expect(await row()).toMatchObject({ state: 'closed', next_query_at: null });
  },
);

withGateways('cancelling many tells of each what became of it', async (t) => {
  const who = await t.customer();
  const stage = async (channel?: 'wechat' | 'alipay') => {
    const one = await unpaid({ ...t, customer: async () => who });
    return { number: one.number, attempt: channel && (await begin(t, who, one.number, channel)) };
  };
  const [plain, open, justPaid] = [await stage(), await stage('alipay'), await stage('wechat')];
  t.wechat.pay(justPaid.attempt ?? '');
  const numbers = [plain, open, justPaid].map((one) => one.number);
  expect((await who.ok('orders.cancel', { numbers })).results).toEqual([
    { number: plain.number, isCancelled: true, refusal: null, isRefunded: false },
    { number: open.number, isCancelled: true, refusal: null, isRefunded: false },
    { number: justPaid.number, isCancelled: false, refusal: 'just_paid', isRefunded: false },
  ]);
  expect(await orderOf(t, justPaid.number)).toMatchObject({ status: 'in_review', money: 'paid' });
});

withGateways(
  'an offer that comes when the order is cancelled already is closed again and shown to nobody',
  async (t) => {
    const { who, number } = await unpaid(t);
    const starting = who.call('payments.start', { number, channel: 'wechat' });
    const cancelling = who.ok('orders.cancel', { numbers: [number] });
    const [started, { results }] = await Promise.all([starting, cancelling]);
    const row = await t.ctx.db
      .selectFrom('pay_attempts')
      .selectAll()
      .where('channel', '=', 'wechat')
      .executeTakeFirst();
    const isCancelled = results[0]?.isCancelled;
    expect((await orderOf(t, number)).status).toBe(isCancelled ? 'cancelled' : 'unpaid');
    if (isCancelled && row) expect(t.wechat.pay(row.number)).toBe(false);
    if (isCancelled && started.status === 200) expect(row?.state).toBe('closed');
  },
);

withGateways('another payer needs a note and leaves an issue; his name is sealed', async (t) => {
  const { number } = await unpaid(t);
  const finance = await t.staff('finance');
  const transfer = { number, amountFen: fee, payer: '王五', bankReference: 'ICBC7' };
  expect((await finance.refused('payments.confirm', transfer)).code).toBe('payer_differs');
  const noted = { ...transfer, note: '客户来电确认由经办人代付' };
  expect(await finance.ok('payments.confirm', noted)).toEqual({ number, status: 'in_review', use: 'order' });
  expect(await issuesOf(t)).toMatchObject([{ kind: 'payer_differs', amount_fen: fee }]);
  const { rows } = { rows: await t.ctx.db.selectFrom('pay_attempts').selectAll().execute() };
  expect(JSON.stringify(rows)).not.toContain('王五');
  expect((await finance.ok('payments.inspect', { number })).attempts).toMatchObject([{ payer: '王五', use: 'order' }]);
  expect(t.logged()).not.toContain('王五');
});

withGateways('a transfer nobody waited for is taken only on purpose, and goes back by a second person', async (t) => {
  const { who, number } = await unpaid(t);
  await payAndTell(t, await begin(t, who, number));
  const finance = await t.staff('finance');
  const transfer = { number, amountFen: fee, payer: '示例科技（上海）有限公司', bankReference: 'ICBC8' };
  expect((await finance.refused('payments.confirm', transfer)).code).toBe('order_state');
  const noted = { ...transfer, note: '客户又转了一次账' };
  expect(await finance.ok('payments.confirm', noted)).toMatchObject({ use: 'duplicate' });
  expect(await finance.ok('payments.confirm', noted)).toMatchObject({ use: 'duplicate' });
  expect(await refundsOf(t)).toMatchObject([{ state: 'waiting', cause: 'duplicate', channel: 'bank_transfer' }]);
  const [refund] = await refundsOf(t);
  expect((await finance.refused('refunds.approve', { refund: refund?.number ?? '' })).code).toBe(
    'second_person_needed',
  );
});

withGateways('finance sees all money of an order, and what was heard of it', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  await payAndTell(t, attempt);
  const auditor = await t.staff('auditor');
  const seen = await auditor.ok('payments.inspect', { number });
  expect(seen).toMatchObject({ money: { state: 'paid' }, refunds: [], issues: [], voucherPages: 0 });
  expect(seen.events).toMatchObject([
    { source: 'notify', of: attempt, said: 'paid', amountFen: fee, outcome: 'order' },
  ]);
  const lines = await auditor.ok('payments.list', { state: 'paid', channel: 'wechat' });
  expect(lines.items).toMatchObject([{ attempt, number, use: 'order' }]);
  const first = await auditor.ok('payments.list', { limit: 1 });
  expect(first.next).toBeNull();
});

withGateways('the bank’s voucher is kept encrypted, seen by finance alone, and every view is recorded', async (t) => {
  const { who, number } = await unpaid(t);
  const picture = await photo();
  expect((await who.refused('payments.uploadVoucher', { number }, Buffer.from('no picture'))).code).toBe(
    'material_kind_refused',
  );
  expect(await who.ok('payments.uploadVoucher', { number }, picture)).toMatchObject({ pages: 1 });
  await who.ok('payments.uploadVoucher', { number }, await scan());
  expect((await who.ok('orders.payment', { number })).transfer.voucher).toMatchObject({ pages: 1 });
  const finance = await t.staff('finance');
  const [line] = (await finance.ok('payments.list', { channel: 'bank_transfer', search: number })).items;
  expect(line).toMatchObject({ hasVoucher: true, state: 'open' });
  const seen = await finance.call('payments.voucher', { number });
  expect(seen.headers).toMatchObject({ 'content-type': 'image/jpeg' });
  const views = await t.ctx.db
    .selectFrom('audit_leaves')
    .select('subject')
    .where('operation', '=', 'payments.voucher')
    .execute();
  expect(views).toEqual([{ subject: number }]);
  const reviewer = await t.staff('reviewer');
  expect((await reviewer.call('payments.voucher', { number })).status).not.toBe(200);
  await payAndTell(t, await begin(t, who, number));
  expect((await who.refused('payments.uploadVoucher', { number }, picture)).code).toBe('order_state');
});
