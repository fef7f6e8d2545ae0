import { expect } from 'vitest';
import { expireOrders } from '../orders/expire.ts';
import { move, refuse } from '../orders/stageForTests.ts';
import { receive } from '../payments/receive.ts';
import {
  begin,
  eventsOf,
  fee,
  issuesOf,
  orderOf,
  payAndTell,
  refundsOf,
  type Stage,
  unpaid,
  withGateways,
} from '../payments/stageForTests.ts';
import { carryRefunds } from './carry.ts';

/** A paid order, and the number of the try that paid it. */
async function paid(t: Stage) {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  await payAndTell(t, attempt);
  return { who, number, attempt };
}
async function carry(t: Stage, seconds = 0): Promise<void> {
  t.advance(seconds);
  await carryRefunds(t.ctx);
}
const set = (t: Stage, values: Record<string, boolean>) =>
  t.ctx.db
    .insertInto('settings')
    .values(
      Object.entries(values).map(([key, value]) => ({
        ca_id: t.ctx.caId,
        key,
        value: JSON.stringify(value),
        changed_at: t.now(),
      })),
    )
    .execute();

withGateways('cancelled in review, the fee goes back, and the customer sees it', async (t) => {
  const { who, number } = await paid(t);
  expect((await who.ok('orders.cancel', { numbers: [number] })).results).toEqual([
    { number, isCancelled: true, refusal: null, isRefunded: true },
  ]);
  const shown = await who.ok('orders.payment', { number });
  expect(shown).toMatchObject({
    status: 'cancelled',
    money: { state: 'refunding', paidFen: fee, refundedFen: 0 },
    refunds: [{ state: 'approved', channel: 'wechat', amountFen: fee, doneAt: null }],
  });
  await carry(t);
  expect((await who.ok('orders.get', { number })).money).toEqual({ state: 'refunded', paidFen: fee, refundedFen: fee });
  expect(await eventsOf(t, number)).toEqual(['submitted', 'paid', 'cancelled', 'refund_started', 'refunded']);
  expect(t.wechat.books).toEqual({ inFen: fee, outFen: fee });
  expect((await t.sms(who.mobile)).at(-1)).toEqual({ template: 'order_refunded', variables: { number } });
});

withGateways('the policy decides what goes back when an order ends without service', async (t) => {
  await set(t, { refundOnCancel: false, refundOnRefusal: true });
  const [kept, refused, closed] = [await paid(t), await paid(t), await paid(t)];
  await kept.who.ok('orders.cancel', { numbers: [kept.number] });
  await refuse(t, await refused.who.ok('orders.get', { number: refused.number }), 'id_card');
  await move(t, closed.number, 'approve');
  const supervisor = await t.staff('supervisor');
  await supervisor.ok('orders.close', { number: closed.number, reason: 'KEY已损坏' });
  t.advance(31 * 86_400);
  expect(await expireOrders(t.ctx)).toBe(1);
  expect((await refundsOf(t)).map((one) => [one.attempt, one.cause])).toEqual([
    [closed.attempt, 'closed'],
    [refused.attempt, 'refused'],
  ]);
  expect(await orderOf(t, kept.number)).toMatchObject({ status: 'cancelled', money: 'paid' });
});

withGateways('what finance asks a second person decides, never the same', async (t) => {
  const { number, attempt } = await paid(t);
  const [one, two] = [await t.staff('finance'), await t.staff('finance')];
  const asked = await one.ok('refunds.ask', { attempt, note: '客户申请' });
  expect(asked).toMatchObject({ state: 'waiting', cause: 'asked', number, isMine: true, amountFen: fee });
  expect((await one.refused('refunds.approve', { refund: asked.refund })).code).toBe('second_person_needed');
  expect((await one.refused('refunds.reject', { refund: asked.refund, note: '-' })).code).toBe('second_person_needed');
  expect((await two.refused('refunds.ask', { attempt, note: '再来' })).code).toBe('refund_exists');
  await carry(t);
  expect(t.wechat.asked.refund).toBe(0);
  expect((await two.ok('refunds.list', { state: 'waiting' })).items).toMatchObject([{ isMine: false }]);
  const rejected = await two.ok('refunds.reject', { refund: asked.refund, note: '不符合规定' });
  expect(rejected).toMatchObject({ state: 'rejected', decisionNote: '不符合规定' });
  const again = await one.ok('refunds.ask', { attempt, note: '补充材料' });
  const supervisor = await t.staff('supervisor');
  expect(await supervisor.ok('refunds.approve', { refund: again.refund })).toMatchObject({ state: 'approved' });
  expect((await two.refused('refunds.approve', { refund: again.refund })).code).toBe('refund_state');
  await carry(t);
  expect(await orderOf(t, number)).toMatchObject({ status: 'in_review', money: 'refunded' });
  // The rule stands in the database too.
  await expect(
    t.ctx.db
      .updateTable('refunds')
      .set((eb) => ({ decided_by: eb.ref('asked_by') }))
      .where('number', '=', again.refund)
      .execute(),
  ).rejects.toThrow();
});

withGateways('no money goes back for a try that brought none, or that is not there', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  const finance = await t.staff('finance');
  expect((await finance.refused('refunds.ask', { attempt, note: '-' })).code).toBe('attempt_not_paid');
  expect((await finance.refused('refunds.ask', { attempt: 'P1', note: '-' })).code).toBe('not_found');
  expect((await finance.refused('refunds.retry', { refund: 'R1', note: '-' })).code).toBe('not_found');
});

withGateways('a refund that the gateway works at is asked for until it is done', async (t) => {
  const { who, number } = await paid(t);
  t.wechat.course('processing');
  await who.ok('orders.cancel', { numbers: [number] });
  await carry(t);
  expect(await refundsOf(t)).toMatchObject([{ state: 'processing' }]);
  await carry(t, 5);
  expect(t.wechat.asked.queryRefund).toBe(0);
  await carry(t, 5);
  expect(t.wechat.asked.queryRefund).toBe(1);
  const [refund] = await refundsOf(t);
  t.wechat.settle(refund?.number ?? '', 'done');
  await carry(t, 3600);
  expect(await orderOf(t, number)).toMatchObject({ money: 'refunded' });
  expect(t.wechat.asked.refund).toBe(1);
});

withGateways('a silent gateway is asked for the same refund again, and refunds it once', async (t) => {
  const { who, number } = await paid(t);
  await who.ok('orders.cancel', { numbers: [number] });
  t.wechat.silence(2);
  for (const seconds of [0, 10, 30]) await carry(t, seconds);
  expect(await refundsOf(t)).toMatchObject([{ state: 'done', tries: 3 }]);
  expect(t.wechat.books.outFen).toBe(fee);
});

withGateways('an abnormal refund waits for a person, is asked for again, and its issue ends with it', async (t) => {
  const { who, number } = await paid(t);
  t.wechat.course('abnormal');
  await who.ok('orders.cancel', { numbers: [number] });
  await carry(t);
  const [refund] = await refundsOf(t);
  expect(refund).toMatchObject({ state: 'abnormal', next_try_at: null });
  expect(await issuesOf(t)).toMatchObject([{ kind: 'refund_abnormal', refund: refund?.number, resolved_at: null }]);
  expect(await orderOf(t, number)).toMatchObject({ money: 'refunding' });
  const finance = await t.staff('finance');
  await finance.ok('refunds.retry', { refund: refund?.number ?? '', note: '已在商户平台处理' });
  // It fails once more: another issue.
  await carry(t);
  expect((await issuesOf(t)).map((issue) => issue.kind)).toEqual(['refund_abnormal', 'refund_abnormal']);
  t.wechat.course('done');
  await finance.ok('refunds.retry', { refund: refund?.number ?? '', note: '再试' });
  await carry(t);
  expect(await orderOf(t, number)).toMatchObject({ money: 'refunded' });
  expect((await issuesOf(t)).every((issue) => issue.resolved_at !== null)).toBe(true);
});

withGateways('for a refund that the gateway closed there is another, under a number of its own', async (t) => {
  const { who, number } = await paid(t);
  t.wechat.course('closed');
  await who.ok('orders.cancel', { numbers: [number] });
  await carry(t);
  const [refund] = await refundsOf(t);
  expect(refund?.state).toBe('closed');
  expect(await orderOf(t, number)).toMatchObject({ money: 'paid' });
  expect(await issuesOf(t)).toMatchObject([{ kind: 'refund_closed' }]);
  t.wechat.course('done');
  const finance = await t.staff('finance');
  const again = await finance.ok('refunds.retry', { refund: refund?.number ?? '', note: '重新申请' });
  expect(again).toMatchObject({ state: 'approved', instead: refund?.number, cause: 'cancelled' });
  expect((await finance.refused('refunds.retry', { refund: refund?.number ?? '', note: '重复' })).code).toBe(
    'refund_exists',
  );
  await carry(t);
  expect(await orderOf(t, number)).toMatchObject({ money: 'refunded' });
  expect((await issuesOf(t)).every((issue) => issue.resolved_at !== null)).toBe(true);
});

withGateways('a refund that the gateway refuses waits for a person, who may pay it by hand', async (t) => {
  const { who, number } = await paid(t);
  t.wechat.course('refused');
  await who.ok('orders.cancel', { numbers: [number] });
  const finance = await t.staff('finance');
  const [due] = await refundsOf(t);
  const byHand = { refund: due?.number ?? '', bankReference: 'ICBC9', note: '余额不足，已转账' };
  expect((await finance.refused('refunds.confirm', byHand)).code).toBe('refund_by_gateway');
  await carry(t);
  expect(await issuesOf(t)).toMatchObject([{ kind: 'refund_refused', expected_fen: fee }]);
  expect(await finance.ok('refunds.confirm', byHand)).toMatchObject({ state: 'done', reference: 'ICBC9' });
  expect(await orderOf(t, number)).toMatchObject({ money: 'refunded' });
  expect((await issuesOf(t))[0]?.resolved_at).not.toBeNull();
  expect((await finance.ok('moneyIssues.list', { state: 'resolved' })).items).toMatchObject([
    { settledBy: 'refund_done', note: null },
  ]);
});

withGateways('a notice of a refund that is not ours, or of another amount, changes nothing', async (t) => {
  const { who, number } = await paid(t);
  t.wechat.course('processing');
  await who.ok('orders.cancel', { numbers: [number] });
  await carry(t);
  const [refund] = await refundsOf(t);
  const thanks = { status: 204, mediaType: '', body: '' };
  const tell = (key: string, fact: { refund: string; amountFen: number }) =>
    receive(t.ctx, 'wechat', { is: 'refund', key, fact: { ...fact, state: 'done' }, thanks });
  await tell('unknown', { refund: 'R20260101NOBODY', amountFen: fee });
  await tell('other', { refund: refund?.number ?? '', amountFen: fee - 1 });
  expect((await issuesOf(t)).map((issue) => issue.kind)).toEqual(['refund_unknown', 'refund_differs']);
  expect(await refundsOf(t)).toMatchObject([{ state: 'processing' }]);
  await tell('right', { refund: refund?.number ?? '', amountFen: fee });
  await tell('right', { refund: refund?.number ?? '', amountFen: fee });
  expect(await orderOf(t, number)).toMatchObject({ money: 'refunded', refunded_fen: fee });
  // Done is final.
  await receive(t.ctx, 'wechat', {
    is: 'refund',
    key: 'late',
    fact: { refund: refund?.number ?? '', state: 'abnormal' },
    thanks,
  });
  expect(await refundsOf(t)).toMatchObject([{ state: 'done' }]);
});

withGateways('a bank transfer is paid back by hand, with the bank’s reference, once', async (t) => {
  const [one, two] = [await unpaid(t), await unpaid(t)];
  const finance = await t.staff('finance');
  const payer = '示例科技（上海）有限公司';
  const confirm = { number: one.number, amountFen: fee, payer, bankReference: 'ICBC1' };
  await finance.ok('payments.confirm', confirm);
  await finance.ok('payments.confirm', { ...confirm, number: two.number, bankReference: 'ICBC2' });
  await one.who.ok('orders.cancel', { numbers: [one.number] });
  await two.who.ok('orders.cancel', { numbers: [two.number] });
  await carry(t);
  const [first, second] = await refundsOf(t);
  expect(first).toMatchObject({ state: 'approved', channel: 'bank_transfer', next_try_at: null });
  expect(await finance.ok('refunds.confirm', { refund: first?.number ?? '', bankReference: 'OUT 1' })).toMatchObject({
    state: 'done',
    reference: 'OUT1',
  });
  const same = { refund: second?.number ?? '', bankReference: 'OUT1' };
  expect((await finance.refused('refunds.confirm', same)).code).toBe('payment_reference_used');
  expect((await finance.refused('refunds.confirm', { ...same, refund: first?.number ?? '' })).code).toBe(
    'refund_state',
  );
  expect(await orderOf(t, one.number)).toMatchObject({ money: 'refunded' });
  expect(await orderOf(t, two.number)).toMatchObject({ money: 'refunding' });
});

withGateways('issues are listed until somebody says how they were settled', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  t.wechat.pay(attempt, { amountFen: 1 });
  await receive(t.ctx, 'wechat', t.wechat.notice(attempt));
  const finance = await t.staff('finance');
  const { items, open } = await finance.ok('moneyIssues.list', { search: number });
  expect(open).toBe(1);
  expect(items).toMatchObject([{ kind: 'amount_differs', number, attempt, amountFen: 1, expectedFen: fee }]);
  const id = items[0]?.id ?? '';
  expect(await finance.ok('moneyIssues.resolve', { id, note: '已在商户平台退款' })).toMatchObject({
    note: '已在商户平台退款',
  });
  expect((await finance.refused('moneyIssues.resolve', { id, note: '再来' })).code).toBe('issue_resolved');
  expect((await finance.ok('moneyIssues.list', {})).items).toEqual([]);
  expect((await finance.ok('moneyIssues.list', { state: 'resolved' })).items).toHaveLength(1);
});
