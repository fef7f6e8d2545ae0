import { expect, onTestFinished, test } from 'vitest';
import { type Channel, GatewayFault, GatewayRefusal } from './channel.ts';
import {
  type Asked,
  evil,
  now,
  openGateway,
  platformSerial,
  proofOf,
  secondKeys,
  type Told,
  wechatParts,
} from './partsForTests.ts';
import { createWechat } from './wechat.ts';

const number = 'JS20261122ABCDEF';
const asked = {
  number,
  amountFen: 20_000,
  subject: 'CA密码重置',
  order: 'CA20261122000001',
  expiresAt: new Date('2026-11-23T10:00:00Z'),
};
const us = { mchid: '1900009999', appid: 'wxabcdef0123456789' };
const paid = {
  ...us,
  out_trade_no: number,
  trade_state: 'SUCCESS',
  transaction_id: '4200000000202611220000000001',
  success_time: '2026-11-22T17:59:00+08:00',
  amount: { total: 20_000, payer_total: 20_000, currency: 'CNY' },
  payer: { openid: 'o-nobody' },
};
const signed = (status: number, said: object | undefined, proof: Parameters<typeof proofOf>[1] = {}): Told => {
  const body = said === undefined ? '' : JSON.stringify(said);
  return { status, headers: proofOf(body, proof), body };
};

async function open(answer: (asked: Asked) => Told | Promise<Told>): Promise<{ channel: Channel; asked: Asked[] }> {
  const gateway = await openGateway(answer);
  onTestFinished(gateway.close);
  return { channel: createWechat(wechatParts(gateway.url)), asked: gateway.asked };
}
const faultOf = async (run: Promise<unknown>): Promise<GatewayFault> => {
  const fault = await run.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof GatewayFault)) throw new Error('no fault of the gateway');
  return fault;
};

test('an offer is a QR for two hours, in fen, with an end in Shanghai’s time', async () => {
  const { channel, asked: heard } = await open(() => signed(200, { code_url: 'weixin://wxpay/bizpayurl?pr=abc' }));
  expect(await channel.offer(asked, 'qr')).toEqual({
    kind: 'qr',
    text: 'weixin://wxpay/bizpayurl?pr=abc',
    validUntil: new Date('2026-11-22T12:00:00Z'),
  });
  expect(JSON.parse(heard[0]?.body ?? '')).toEqual({
    ...us,
    description: 'CA密码重置',
    out_trade_no: number,
    time_expire: '2026-11-23T18:00:00+08:00',
    notify_url: 'https://reset.ca.example/pay/wechat/notify',
    amount: { total: 20_000, currency: 'CNY' },
  });
  const short = await channel.offer({ ...asked, expiresAt: new Date(now.getTime() + 60_000) }, 'page');
  expect(short.validUntil).toEqual(new Date(now.getTime() + 60_000));
});

test('every request asks for an answer by the public key', async () => {
  const { channel, asked: heard } = await open(() => signed(200, paid));
  await channel.query(number);
  expect(heard[0]?.headers['wechatpay-serial']).toMatch(/^PUB_KEY_ID_/);
  expect(heard[0]?.headers['user-agent']).toBe('jiesuo');
});

test('a proven payment is a fact, by the public key and by the platform certificate', async () => {
  for (const proof of [{}, { key: secondKeys, serial: platformSerial }]) {
    const { channel } = await open(() => signed(200, paid, proof));
    expect(await channel.query(number)).toEqual({
      number,
      state: 'paid',
      amountFen: 20_000,
      reference: '4200000000202611220000000001',
      paidAt: new Date('2026-11-22T09:59:00Z'),
    });
  }
});

test.each([
  ['signed by a stranger’s key', () => signed(200, paid, { key: evil })],
  ['signed by a key under another’s name', () => signed(200, paid, { serial: platformSerial })],
  [
    'signed under a name nobody knows',
    () => signed(200, paid, { serial: 'PUB_KEY_ID_0000000000000000000000000000000666' }),
  ],
  ['without a signature', () => ({ status: 200, body: JSON.stringify(paid) })],
  ['of ten minutes ago', () => signed(200, paid, { at: new Date(now.getTime() - 600_000) })],
  ['about another trade', () => signed(200, { ...paid, out_trade_no: 'JS20261122OTHER1' })],
  ['of another merchant', () => signed(200, { ...paid, mchid: '1900001111' })],
  ['of another application', () => signed(200, { ...paid, appid: 'wx1111111111111111' })],
])('a payment %s is no fact', async (_, answer: () => Told) => {
  const { channel } = await open(answer);
  expect(await faultOf(channel.query(number))).toMatchObject({ name: 'GatewayFault', code: 'not_proven' });
});

test.each([
  ['in another currency', { ...paid, amount: { total: 20_000, currency: 'USD' } }],
  ['without an amount', { ...paid, amount: undefined }],
  ['with a broken amount', { ...paid, amount: { total: 200.5, currency: 'CNY' } }],
  ['in a state nobody knows', { ...paid, trade_state: 'ALMOST' }],
])('a payment %s is malformed', async (_, said) => {
  const { channel } = await open(() => signed(200, said));
  expect((await faultOf(channel.query(number))).code).toBe('malformed');
});

test('what was refunded had been paid; what ran out unclosed is still open', async () => {
  const state = async (trade_state: string) => {
    const { channel } = await open(() => signed(200, { ...paid, trade_state }));
    return (await channel.query(number)).state;
  };
  expect(await state('REFUND')).toBe('paid');
  expect(await state('NOTPAY')).toBe('open');
  expect(await state('CLOSED')).toBe('closed');
});

test('a refusal without a signature is never final, with one it is', async () => {
  const said = { code: 'PARAM_ERROR', message: '参数错误' };
  const unsigned = await open(() => ({ status: 400, body: JSON.stringify(said) }));
  expect(await faultOf(unsigned.channel.query(number))).toMatchObject({ name: 'GatewayFault', code: 'PARAM_ERROR' });
  const proven = await open(() => signed(400, said));
  expect(await faultOf(proven.channel.query(number))).toBeInstanceOf(GatewayRefusal);
});

test('“no such trade” counts only when it is signed, in both spellings', async () => {
  for (const code of ['ORDERNOTEXIST', 'ORDER_NOT_EXIST']) {
    const proven = await open(() => signed(404, { code }));
    expect(await proven.channel.query(number)).toEqual({ number, state: 'absent' });
    const unsigned = await open(() => ({ status: 404, body: JSON.stringify({ code }) }));
    expect(await faultOf(unsigned.channel.query(number))).toMatchObject({ name: 'GatewayFault', code });
  }
});

test('closing a trade that was just paid asks, and says paid', async () => {
  const { channel, asked: heard } = await open(({ method }) =>
    method === 'POST' ? { status: 400, body: '{"code":"ORDERPAID"}' } : signed(200, paid),
  );
  expect(await channel.close(number)).toBe('paid');
  expect(heard.map((one) => one.method)).toEqual(['POST', 'GET']);
});

test('a forged ORDERPAID pays nothing', async () => {
  const { channel } = await open(({ method }) =>
    method === 'POST' ? { status: 400, body: '{"code":"ORDERPAID"}' } : signed(200, { ...paid, trade_state: 'NOTPAY' }),
  );
  expect((await faultOf(channel.close(number))).name).toBe('GatewayFault');
});

test('closed is only what a signed 204 says', async () => {
  const proven = await open(() => signed(204, undefined));
  expect(await proven.channel.close(number)).toBe('closed');
  const unsigned = await open(() => ({ status: 204, body: '' }));
  expect((await faultOf(unsigned.channel.close(number))).code).toBe('not_proven');
});

test.each([
  ['429', { status: 429, body: '' }, true],
  ['FREQUENCY_LIMITED', { status: 403, body: '{"code":"FREQUENCY_LIMITED"}' }, true],
  ['500', signed(500, { code: 'SYSTEM_ERROR' }), false],
  ['an HTML page', { status: 502, body: '<html>bad gateway</html>' }, false],
  ['a redirection', { status: 302, headers: { location: 'https://evil.example/' }, body: '' }, false],
])('after %s nothing is known and asking again is right', async (_, answer: Told, isLimit) => {
  const { channel } = await open(() => answer);
  expect(await faultOf(channel.query(number))).toMatchObject({ name: 'GatewayFault', isLimit });
});

test('an answer that never ends is given up within ten seconds, and one too large at once', async () => {
  const { channel } = await open(() => new Promise<Told>(() => undefined));
  const began = Date.now();
  expect((await faultOf(channel.query(number))).code).toBe('time_out');
  expect(Date.now() - began).toBeLessThan(10_000);
  const large = await open(() => ({ status: 200, body: Buffer.alloc(300 * 1024) }));
  expect((await faultOf(large.channel.query(number))).code).toBe('malformed');
  const nobody = createWechat(wechatParts('http://127.0.0.1:9'));
  expect((await faultOf(nobody.query(number))).code).toBe('unreachable');
});

const refund = { refund: 'JSR0001', number, amountFen: 20_000, totalFen: 20_000, reason: '订单取消' };
const refunded = {
  out_trade_no: number,
  out_refund_no: 'JSR0001',
  refund_id: '50000000382026112200000001',
  status: 'PROCESSING',
  amount: { refund: 20_000, total: 20_000, currency: 'CNY' },
};

test('a refund goes by our own number and says how far it is', async () => {
  for (const [status, state] of [
    ['PROCESSING', 'processing'],
    ['SUCCESS', 'done'],
    ['ABNORMAL', 'abnormal'],
    ['CLOSED', 'closed'],
  ] as const) {
    const { channel, asked: heard } = await open(() => signed(200, { ...refunded, status }));
    const fact = { refund: 'JSR0001', state, amountFen: 20_000, reference: '50000000382026112200000001' };
    expect(await channel.refund(refund)).toEqual(fact);
    expect(await channel.queryRefund('JSR0001', number)).toEqual(fact);
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
      out_refund_no: 'JSR0001',
      amount: { refund: 20_000, total: 20_000 },
    });
  }
});

test('an answer about another refund is no fact; one that WeChat does not know is absent', async () => {
  const other = await open(() => signed(200, { ...refunded, out_refund_no: 'JSR0002' }));
  expect((await faultOf(other.channel.refund(refund))).code).toBe('not_proven');
  const absent = await open(() => signed(404, { code: 'RESOURCE_NOT_EXISTS' }));
  expect(await absent.channel.queryRefund('JSR0001', number)).toEqual({ refund: 'JSR0001', state: 'absent' });
});

test('a fault’s words hold nothing of what the gateway said', async () => {
  const { channel } = await open(() =>
    signed(400, { code: 'PARAM_ERROR 张三 13800000000', message: 'openid o-nobody' }),
  );
  expect((await faultOf(channel.query(number))).message).toBe('the gateway said http_400');
});
