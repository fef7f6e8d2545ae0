import { expect, onTestFinished, test, vi } from 'vitest';
import { createAlipay } from './alipay.ts';
import { type Channel, GatewayFault, GatewayRefusal } from './channel.ts';
import { type Asked, alipayParts, alipayReply, evil, now, openGateway, type Told } from './partsForTests.ts';

const number = 'JS20261122ABCDEF';
const asked = {
  number,
  amountFen: 20_029,
  subject: 'CA密码重置',
  order: 'CA20261122000001',
  expiresAt: new Date('2026-11-23T17:30:00Z'),
};
const paid = {
  code: '10000',
  msg: 'Success',
  out_trade_no: number,
  trade_no: '2026112222001400000000000001',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '200.29',
  send_pay_date: '2026-11-22 17:59:00',
  buyer_logon_id: '138****0000',
};
const query = 'alipay.trade.query';
const failed = (method: string, sub_code: string, code = '40004', key?: typeof evil): Told =>
  alipayReply(method, { code, msg: 'Business Failed', sub_code, sub_msg: '说明' }, key);
const methodIn = (url: string) => new URL(url, 'http://x').searchParams.get('method') ?? '';

async function open(answer: (asked: Asked, method: string) => Told | Promise<Told>) {
  const gateway = await openGateway((one) => answer(one, methodIn(one.url)));
  onTestFinished(gateway.close);
  const channel: Channel = createAlipay(alipayParts(gateway.url));
  return { channel, asked: gateway.asked };
}
const says = (told: Told) => open(() => told);
const faultOf = async (run: Promise<unknown>): Promise<GatewayFault> => {
  const fault = await run.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof GatewayFault)) throw new Error('no fault of the gateway');
  return fault;
};

test('a QR always has an end, in Shanghai’s time, whatever zone the process runs in', async () => {
  vi.stubEnv('TZ', 'America/New_York');
  const { channel, asked: heard } = await open((_, method) =>
    alipayReply(method, { code: '10000', out_trade_no: number, qr_code: 'https://qr.alipay.com/abc' }),
  );
  expect(await channel.offer(asked, 'qr')).toEqual({
    kind: 'qr',
    text: 'https://qr.alipay.com/abc',
    validUntil: new Date(now.getTime() + 2 * 3_600_000),
  });
  const words = new URL(heard[0]?.url ?? '', 'http://x').searchParams;
  expect(words.get('timestamp')).toBe('2026-11-22 18:00:00');
  expect(words.get('sign_type')).toBe('RSA2');
  expect(JSON.parse(new URLSearchParams(heard[0]?.body).get('biz_content') ?? '')).toEqual({
    out_trade_no: number,
    total_amount: '200.29',
    subject: 'CA密码重置',
    time_expire: '2026-11-24 01:30:00',
  });
  vi.unstubAllEnvs();
});

test('its page is an address to be opened by GET, without asking anybody', async () => {
  const offer = await createAlipay(alipayParts('http://127.0.0.1:9')).offer(
    { ...asked, subject: 'A&quot;B "C" & d' },
    'page',
  );
  if (offer.kind !== 'page') throw new Error('no page');
  const url = new URL(offer.url);
  expect(url.searchParams.get('method')).toBe('alipay.trade.page.pay');
  expect(url.searchParams.get('return_url')).toBe('https://reset.ca.example/orders/CA20261122000001/pay');
  expect(JSON.parse(url.searchParams.get('biz_content') ?? '')).toMatchObject({
    subject: 'A&quot;B "C" & d',
    product_code: 'FAST_INSTANT_TRADE_PAY',
  });
  expect(offer.validUntil).toEqual(new Date(now.getTime() + 15 * 60_000));
});

test('a proven payment is a fact in integer fen', async () => {
  const { channel } = await says(alipayReply(query, paid));
  expect(await channel.query(number)).toEqual({
    number,
    state: 'paid',
    amountFen: 20_029,
    reference: '2026112222001400000000000001',
    paidAt: new Date('2026-11-22T09:59:00Z'),
  });
});

test.each([
  ['signed by a stranger’s key', alipayReply(query, paid, evil)],
  ['without a signature', { status: 200, body: JSON.stringify({ alipay_trade_query_response: paid }) }],
  ['about another trade', alipayReply(query, { ...paid, out_trade_no: 'JS20261122OTHER1' })],
])('a payment %s is no fact', async (_, told) => {
  const { channel } = await says(told);
  expect(await faultOf(channel.query(number))).toMatchObject({ name: 'GatewayFault', code: 'not_proven' });
});

test('of two answers in one reply neither is believed', async () => {
  const good = alipayReply(query, {
    ...paid,
    trade_status: 'WAIT_BUYER_PAY',
    send_pay_date: undefined,
  }).body.toString();
  const forged = `{"alipay_trade_query_response":${JSON.stringify(paid)},${good.slice(1)}`;
  const { channel } = await says({ status: 200, body: forged });
  expect((await faultOf(channel.query(number))).code).toBe('malformed');
});

test('TRADE_CLOSED is closed when nobody paid, and paid when all was given back', async () => {
  const state = async (said: object) => {
    const { channel } = await says(alipayReply(query, { ...paid, ...said }));
    return (await channel.query(number)).state;
  };
  expect(await state({ trade_status: 'TRADE_CLOSED', send_pay_date: undefined })).toBe('closed');
  expect(await state({ trade_status: 'TRADE_CLOSED' })).toBe('paid');
  expect(await state({ trade_status: 'TRADE_FINISHED', send_pay_date: undefined })).toBe('paid');
  expect(await state({ trade_status: 'WAIT_BUYER_PAY', send_pay_date: undefined })).toBe('open');
});

test('an unscanned QR is absent, not closed: it may still be paid', async () => {
  const { channel } = await open((_, method) => failed(method, 'ACQ.TRADE_NOT_EXIST'));
  expect(await channel.query(number)).toEqual({ number, state: 'absent' });
  expect(await channel.close(number)).toBe('absent');
});

test('“no such trade” without a proof is nothing, whatever its status', async () => {
  const body = JSON.stringify({ code: 'ACQ.TRADE_NOT_EXIST', message: '交易不存在' });
  for (const told of [
    failed(query, 'ACQ.TRADE_NOT_EXIST', '40004', evil),
    { status: 400, body },
    { status: 404, body },
    { status: 200, body: '{"error_response":{"code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST"}}' },
  ]) {
    const { channel } = await says(told);
    expect((await faultOf(channel.query(number))).name).toBe('GatewayFault');
  }
});

test('closing a trade that was just paid asks, and says paid', async () => {
  const { channel } = await open((_, method) =>
    method === 'alipay.trade.close' ? failed(method, 'ACQ.TRADE_STATUS_ERROR') : alipayReply(method, paid),
  );
  expect(await channel.close(number)).toBe('paid');
});

test('a proven refusal is final; Alipay’s own trouble, its limits and unproven words are not', async () => {
  const fault = async (told: Told) => faultOf((await says(told)).channel.query(number));
  expect(await fault(failed(query, 'isv.invalid-signature', '40002'))).toBeInstanceOf(GatewayRefusal);
  expect(await fault(failed(query, 'ACQ.INVALID_PARAMETER'))).toBeInstanceOf(GatewayRefusal);
  for (const told of [
    failed(query, 'isp.unknow-error', '20000'),
    failed(query, 'ACQ.SYSTEM_ERROR'),
    failed(query, 'isv.invalid-signature', '40002', evil),
    { status: 502, body: '<html>' },
    { status: 200, body: '<html>' },
    { status: 200, body: '{"sign":1}' },
    { status: 200, body: Buffer.from([0xff, 0xfe]) },
  ])
    expect((await fault(told)).name).toBe('GatewayFault');
  expect(await fault(failed(query, 'isv.app-call-limited', '40005'))).toMatchObject({ isLimit: true });
});

const refund = { refund: 'JSR0001', number, amountFen: 29, totalFen: 20_029, reason: '订单取消' };
const reference = '2026112222001400000000000001';
const done = { code: '10000', out_trade_no: number, trade_no: reference, refund_fee: '0.29', fund_change: 'Y' };
const refundQuery = 'alipay.trade.fastpay.refund.query';

test('a refund that moved money is done', async () => {
  const { channel, asked: heard } = await open((_, method) => alipayReply(method, done));
  expect(await channel.refund(refund)).toEqual({ refund: 'JSR0001', state: 'done', reference });
  expect(JSON.parse(new URLSearchParams(heard[0]?.body).get('biz_content') ?? '')).toEqual({
    out_trade_no: number,
    out_request_no: 'JSR0001',
    refund_amount: '0.29',
    refund_reason: '订单取消',
  });
});

test('the same refund asked again is the same refund: fund_change N asks what became of it', async () => {
  const answered = (known: object) =>
    open((_, method) =>
      method === refundQuery
        ? alipayReply(method, { code: '10000', ...known })
        : alipayReply(method, { ...done, fund_change: 'N' }),
    );
  const again = await answered({ out_request_no: 'JSR0001', refund_amount: '0.29', refund_status: 'REFUND_SUCCESS' });
  expect(await again.channel.refund(refund)).toEqual({ refund: 'JSR0001', state: 'done', amountFen: 29 });
  const under = await answered({});
  expect((await under.channel.refund(refund)).state).toBe('processing');
});

test('a refund’s query: done only with amount, absent when empty, never about another one', async () => {
  const ask = async (said: object) =>
    (await says(alipayReply(refundQuery, { code: '10000', ...said }))).channel.queryRefund('JSR0001', number);
  expect((await ask({ refund_amount: '0.29' })).state).toBe('done');
  expect((await ask({})).state).toBe('absent');
  expect((await ask({ refund_status: 'REFUND_PROCESSING', refund_amount: '0.29' })).state).toBe('processing');
  expect((await faultOf(ask({ refund_status: 'REFUND_SUCCESS' }))).code).toBe('malformed');
  expect((await faultOf(ask({ out_request_no: 'JSR0002', refund_amount: '0.29' }))).code).toBe('malformed');
  const gone = await says(failed(refundQuery, 'ACQ.TRADE_NOT_EXIST'));
  expect((await gone.channel.queryRefund('JSR0001', number)).state).toBe('absent');
});

test('a refund that Alipay refuses waits for a person', async () => {
  const { channel } = await open((_, method) => failed(method, 'ACQ.SELLER_BALANCE_NOT_ENOUGH'));
  expect(await faultOf(channel.refund(refund))).toMatchObject({
    name: 'GatewayRefusal',
    code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH',
  });
});
