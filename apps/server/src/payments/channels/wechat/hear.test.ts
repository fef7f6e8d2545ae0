import { expect, test } from 'vitest';
import { evil, now, platformSerial, proofOf, secondKeys, wechatNotification, wechatParts } from '../partsForTests.ts';
import { createWechat } from '../wechat.ts';

const channel = createWechat(wechatParts('http://127.0.0.1:9'));
const paid = {
  mchid: '1900009999',
  appid: 'wxabcdef0123456789',
  out_trade_no: 'JS20261122ABCDEF',
  transaction_id: '4200000000202611220000000001',
  trade_state: 'SUCCESS',
  success_time: '2026-11-22T18:00:00+08:00',
  amount: { total: 20_000, payer_total: 20_000, currency: 'CNY', payer_currency: 'CNY' },
};
const hear = (body: string, proof: Parameters<typeof proofOf>[1] = {}) =>
  channel.hear(proofOf(body, proof), Buffer.from(body));
const body = wechatNotification('TRANSACTION.SUCCESS', paid);
const refusedAs = (why: string, status = 401) => ({ is: 'refused', why, isProbe: false, reply: { status } });

test('a proven payment is heard, thanked for with 204, and keeps one key over its repetitions', () => {
  const heard = hear(body);
  expect(heard).toEqual({
    is: 'trade',
    key: 'c3e6a8f0-0000-5000-8000-000000000001',
    fact: {
      number: 'JS20261122ABCDEF',
      state: 'paid',
      amountFen: 20_000,
      reference: '4200000000202611220000000001',
      paidAt: now,
    },
    thanks: { status: 204, mediaType: 'application/json', body: '' },
  });
  // Each repetition is signed and sealed anew.
  expect(hear(wechatNotification('TRANSACTION.SUCCESS', paid))).toEqual(heard);
});

test('while keys change, either is believed', () => {
  expect(hear(body, { key: secondKeys, serial: platformSerial }).is).toBe('trade');
});

test('a forged, stale or unsigned notification is refused with 401', () => {
  expect(hear(body, { key: evil })).toMatchObject(refusedAs('signature'));
  expect(hear(body, { serial: 'PUB_KEY_ID_0000000000000000000000000000000666' })).toMatchObject(
    refusedAs('unknown_key'),
  );
  expect(hear(body, { at: new Date(now.getTime() - 301_000) })).toMatchObject(refusedAs('stale'));
  expect(channel.hear({}, Buffer.from(body))).toMatchObject(refusedAs('headers'));
});

test('a header that came twice proves nothing', () => {
  const headers = proofOf(body);
  const twice = { ...headers, 'wechatpay-signature': [headers['wechatpay-signature'], headers['wechatpay-signature']] };
  expect(channel.hear(twice, Buffer.from(body))).toMatchObject(refusedAs('headers'));
});

test('bytes that were parsed and written again are another message', () => {
  const rewritten = Buffer.from(JSON.stringify(JSON.parse(body), null, 1));
  expect(channel.hear(proofOf(body), rewritten)).toMatchObject(refusedAs('signature'));
});

test('WeChat’s probe is refused, and is no attack', () => {
  expect(hear(body, { prefix: 'WECHATPAY/SIGNTEST/' })).toMatchObject({
    is: 'refused',
    isProbe: true,
    reply: { status: 401 },
  });
});

test('a signed notification of another merchant, application or currency is not ours', () => {
  const say = (changed: object) => hear(wechatNotification('TRANSACTION.SUCCESS', { ...paid, ...changed }));
  expect(say({ mchid: '1900001111' })).toMatchObject(refusedAs('not_ours', 400));
  expect(say({ appid: 'wx1111111111111111' })).toMatchObject(refusedAs('not_ours', 400));
  expect(say({ amount: { total: 20_000, currency: 'USD' } })).toMatchObject(refusedAs('malformed', 400));
});

test('what another APIv3 key sealed does not open', () => {
  const sealed = wechatNotification('TRANSACTION.SUCCESS', paid, '0123456789abcdef0123456789abcdef');
  expect(hear(sealed)).toMatchObject(refusedAs('seal', 400));
});

test.each(['SUCCESS', 'ABNORMAL', 'CLOSED'])('a refund’s end is heard: %s', (refund_status) => {
  const said = {
    mchid: '1900009999',
    out_trade_no: 'JS20261122ABCDEF',
    transaction_id: '4200000000202611220000000001',
    out_refund_no: 'JSR0001',
    refund_id: '50000000382026112200000001',
    refund_status,
    amount: { total: 20_000, refund: 20_000, payer_total: 20_000, payer_refund: 20_000 },
  };
  const states: Record<string, string> = { SUCCESS: 'done', ABNORMAL: 'abnormal', CLOSED: 'closed' };
  expect(hear(wechatNotification(`REFUND.${refund_status}`, said))).toMatchObject({
    is: 'refund',
    fact: { refund: 'JSR0001', state: states[refund_status], amountFen: 20_000 },
  });
});

test('signed news that does not concern us is thanked for and forgotten', () => {
  expect(hear(wechatNotification('PAYSCORE.USER_OPEN_SERVICE', {}))).toMatchObject({
    is: 'other',
    thanks: { status: 204 },
  });
});

test('signed nonsense never throws', () => {
  for (const nonsense of [
    '',
    '{',
    'null',
    '[]',
    '{"id":1}',
    JSON.stringify({ id: 'x', event_type: 'TRANSACTION.SUCCESS', resource: {} }),
    '\uD800',
  ])
    expect(hear(nonsense).is, nonsense).toBe('refused');
});
