import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAlipay } from '../alipay.ts';
import { alipayForm, alipayParts, evil, gatewayKeys, rsaVerifierOf } from '../partsForTests.ts';
import { canonical, type Words } from './sign.ts';

const parts = alipayParts('http://127.0.0.1:9');
const channel = createAlipay(parts);
const paid: Words = {
  notify_id: '2026112200222175900000000000000001',
  notify_type: 'trade_status_sync',
  notify_time: '2026-11-22 18:00:01',
  charset: 'utf-8',
  version: '1.0',
  app_id: '2021009999999999',
  seller_id: '2088009999999999',
  out_trade_no: 'JS20261122ABCDEF',
  trade_no: '2026112222001400000000000001',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '200.29',
  gmt_payment: '2026-11-22 18:00:00',
  subject: 'CA密码重置 100% + 加急=是&否',
};
const hear = (raw: Buffer) => channel.hear({}, raw);
const refusedAs = (why: string) => ({ is: 'refused', why, isProbe: false, reply: { body: 'fail' } });

test('a proven payment is heard and answered with exactly “success”', () => {
  expect(hear(alipayForm(paid))).toEqual({
    is: 'trade',
    key: paid.notify_id,
    fact: {
      number: 'JS20261122ABCDEF',
      state: 'paid',
      amountFen: 20_029,
      reference: '2026112222001400000000000001',
      paidAt: new Date('2026-11-22T10:00:00Z'),
    },
    thanks: { status: 200, mediaType: 'text/plain; charset=utf-8', body: 'success' },
  });
});

test('with empty words both canonical forms are believed: all signed, or only the filled ones', () => {
  const withEmpty = { ...paid, body: '', voucher_detail_list: '' };
  expect(hear(alipayForm(withEmpty)).is).toBe('trade');
  expect(hear(alipayForm(withEmpty, paid)).is).toBe('trade');
});

test('a signature by SHA-1 is refused, even a true one', () => {
  expect(hear(alipayForm(paid, paid, gatewayKeys, 'RSA'))).toMatchObject(refusedAs('sign_type'));
  const without = new URLSearchParams(alipayForm(paid).toString());
  without.delete('sign_type');
  expect(hear(Buffer.from(without.toString()))).toMatchObject(refusedAs('sign_type'));
});

test('a forged, changed or unsigned notification is refused', () => {
  expect(hear(alipayForm(paid, paid, evil))).toMatchObject(refusedAs('signature'));
  expect(hear(alipayForm({ ...paid, total_amount: '0.01' }, paid))).toMatchObject(refusedAs('signature'));
  expect(hear(Buffer.from(new URLSearchParams({ ...paid, sign_type: 'RSA2' }).toString()))).toMatchObject(
    refusedAs('signature'),
  );
});

test('a word that came twice is refused: two readers could each believe another', () => {
  const twice = Buffer.concat([alipayForm(paid), Buffer.from('&total_amount=0.01')]);
  expect(hear(twice)).toMatchObject(refusedAs('malformed'));
});

test('a signed notification of another application or seller is not ours', () => {
  expect(hear(alipayForm({ ...paid, app_id: '2021001111111111' }))).toMatchObject(refusedAs('not_ours'));
  expect(hear(alipayForm({ ...paid, seller_id: '2088001111111111' }))).toMatchObject(refusedAs('not_ours'));
  const without = Object.fromEntries(Object.entries(paid).filter(([name]) => name !== 'seller_id'));
  expect(hear(alipayForm(without))).toMatchObject(refusedAs('not_ours'));
});

test('waiting and closed are no payments; all given back is still a payment', () => {
  const state = (changed: Words) => hear(alipayForm({ ...paid, ...changed }));
  expect(state({ trade_status: 'WAIT_BUYER_PAY', gmt_payment: '' })).toMatchObject({ fact: { state: 'open' } });
  expect(state({ trade_status: 'TRADE_CLOSED', gmt_payment: '' })).toMatchObject({ fact: { state: 'closed' } });
  expect(state({ trade_status: 'TRADE_CLOSED' })).toMatchObject({ fact: { state: 'paid', amountFen: 20_029 } });
});

test('an amount that is none is refused', () => {
  for (const total_amount of ['200.2.9', '-200.29', '0.00', '2e2', '200.290', ''])
    expect(hear(alipayForm({ ...paid, total_amount })), total_amount).toMatchObject(refusedAs('malformed'));
});

test('signed nonsense never throws', () => {
  for (const raw of [
    Buffer.alloc(0),
    Buffer.from('a'),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('%FF=%00'),
    Buffer.alloc(60_000, '&a='),
    alipayForm({}),
  ])
    expect(hear(raw).is).toBe('refused');
});

test('whatever the words are, their form carries them unharmed to the check', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => text.isWellFormed());
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), word, { maxKeys: 8 }), (more) => {
      const words = {
        ...paid,
        ...Object.fromEntries(Object.entries(more).filter(([name]) => !(name in paid) && !name.startsWith('sign'))),
      };
      return hear(alipayForm(words)).is === 'trade';
    }),
    { numRuns: 50 },
  );
});

test('the canonical form does not hang on the order in which the words came', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.entries(paid), { minLength: Object.keys(paid).length }), (shuffled) => {
      return canonical(Object.fromEntries(shuffled)) === canonical(paid);
    }),
  );
});

test('while Alipay’s key changes, either is believed', () => {
  const both = createAlipay({ ...parts, keys: [rsaVerifierOf(evil), ...parts.keys] });
  expect(both.hear({}, alipayForm(paid)).is).toBe('trade');
  expect(both.hear({}, alipayForm(paid, paid, evil)).is).toBe('trade');
});
