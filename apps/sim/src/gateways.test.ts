import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { returnAddress } from './alipay/return.ts';
import { type Stand, standUp } from './stand.ts';
import { alipayClient } from './witness/alipay.ts';
import { wechatClient } from './witness/wechat.ts';

let folder: string;
let stand: Stand;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jiesuo-gateways-'));
  stand = await standUp(folder);
});
afterAll(async () => {
  await stand.close();
  rmSync(folder, { recursive: true, force: true });
});

const asked = (out_trade_no: string, more: object = {}) => ({
  appid: 'wx0000000000demo01',
  mchid: '1900000109',
  description: '服务费',
  out_trade_no,
  notify_url: 'http://127.0.0.1:1/notify',
  time_expire: new Date(stand.gateways.agenda.now().getTime() + 3_600_000).toISOString(),
  amount: { total: 100 },
  ...more,
});
const native = async (number: string, more?: object) => {
  const { data } = await wechatClient(stand).at('v3/pay/transactions/native').post(asked(number, more));
  return String(data.code_url);
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error: { response?: { data?: { code?: string } }; code?: string }) => error.response?.data?.code ?? error.code,
  );

test('keys and secrets are made once, for their owner alone, and what is handed over names files that exist', async () => {
  const own = join(folder, 'sim', 'keys', 'gateways.json');
  const before = readFileSync(own, 'utf8');
  for (const path of [own, ...readdirSync(join(folder, 'demo')).map((name) => join(folder, 'demo', name))])
    expect(statSync(path).mode & 0o777).toBe(0o600);
  const files = Object.entries(stand.environment).filter(([name]) => name.endsWith('_FILE'));
  expect(files.length).toBeGreaterThan(8);
  for (const [, path] of files) expect(readFileSync(path, 'utf8').length).toBeGreaterThan(7);
  const other = await standUp(mkdtempSync(join(folder, 'other-')));
  expect(other.gateways.keys.secrets.wechatApiV3).not.toBe(stand.gateways.keys.secrets.wechatApiV3);
  await other.close();
  expect(readFileSync(own, 'utf8')).toBe(before);
});

test('a second start finds trades, codes, time and ports as they were', async () => {
  const url = await native('RESTART_1');
  stand.gateways.cashier.pay('wechat', 'RESTART_1');
  await stand.gateways.agenda.advance(1000);
  const now = stand.gateways.agenda.now().getTime();
  const { SMPP_URL, MAIL_URL } = stand.environment;
  await stand.close();
  stand = await standUp(folder);
  expect(stand.gateways.cashier.read(url)).toMatchObject({ number: 'RESTART_1', state: 'paid' });
  expect(stand.gateways.agenda.now().getTime()).toBeGreaterThanOrEqual(now);
  expect(stand.environment).toMatchObject({ SMPP_URL, MAIL_URL });
});

test('a code lives two hours, a trade until its end, and neither is paid twice', async () => {
  const url = await native('LIFE_1', { time_expire: '2099-01-01T00:00:00+08:00' });
  await native('LIFE_2');
  const { cashier, agenda } = stand.gateways;
  expect(() => cashier.read('weixin://wxpay/bizpayurl?pr=unknown')).toThrow('no_such_code');
  await agenda.advance(2 * 3600 + 1);
  expect(() => cashier.read(url)).toThrow('code_expired');
  expect(() => cashier.pay('wechat', 'LIFE_2')).toThrow('trade_expired');
  cashier.pay('wechat', 'LIFE_1');
  expect(() => cashier.pay('wechat', 'LIFE_1')).toThrow('already_paid');
  expect(() => cashier.pay('wechat', 'LIFE_3')).toThrow('no_such_trade');
});

test.each([
  ['a notify_url with a query', { notify_url: 'http://127.0.0.1:1/notify?x=1' }, 'PARAM_ERROR'],
  ['another merchant', { mchid: '1900000999' }, 'PARAM_ERROR'],
  ['an end in a moment', { time_expire: '2020-01-01T00:00:00+08:00' }, 'PARAM_ERROR'],
  ['no amount', { amount: { total: 0 } }, 'PARAM_ERROR'],
  ['an amount that is no number', { amount: { total: '100' } }, 'PARAM_ERROR'],
  ['a short number', { out_trade_no: 'abc' }, 'PARAM_ERROR'],
])('WeChat refuses %s', async (_what, more, code) => {
  expect(await codeOf(native('REFUSED_1', more))).toBe(code);
});

test('what is closed is never paid, and what is paid is never closed: in the same moment too', async () => {
  const { cashier, faults } = stand.gateways;
  const close = (number: string) =>
    codeOf(wechatClient(stand).at(`v3/pay/transactions/out-trade-no/${number}/close`).post({ mchid: '1900000109' }));
  await native('CLOSE_1');
  expect(await close('CLOSE_1')).toBe('fine');
  expect(() => cashier.pay('wechat', 'CLOSE_1')).toThrow('trade_closed');
  expect(await codeOf(native('CLOSE_1'))).toBe('ORDER_CLOSED');
  await native('CLOSE_2');
  faults.order({ gateway: 'wechat', kind: 'close_race', number: 'CLOSE_2', count: 1, delayMs: 0 });
  expect(await close('CLOSE_2')).toBe('ORDERPAID');
});

test.each([
  ['refund_abnormal', 3, 'ABNORMAL', 'REFUND.ABNORMAL'],
  ['refund_closed', 3, 'CLOSED', 'REFUND.CLOSED'],
  ['refund_slow', 3, 'PROCESSING', undefined],
  ['refund_slow', 4 * 86_400, 'SUCCESS', 'REFUND.SUCCESS'],
] as const)('%s: after %i s a refund is %s', async (kind, seconds, status, event) => {
  const { cashier, faults, agenda, notices } = stand.gateways;
  const number = `FATE_${kind}_${seconds}`.toUpperCase().slice(0, 32);
  await native(number);
  cashier.pay('wechat', number);
  faults.order({ gateway: 'wechat', kind, number, count: 1, delayMs: 0 });
  const refund = { out_trade_no: number, out_refund_no: `R${number}`, notify_url: 'http://127.0.0.1:1/notify' };
  const client = wechatClient(stand);
  await client.at('v3/refund/domestic/refunds').post({ ...refund, amount: { refund: 1, total: 100, currency: 'CNY' } });
  await agenda.advance(seconds);
  const { data } = await client.at(`v3/refund/domestic/refunds/R${number}`).get();
  expect(data.status).toBe(status);
  expect(notices.list().find((one) => one.refund === `R${number}`)?.event).toBe(event);
});

test.each([
  ['status_429', 'FREQUENCY_LIMITED'],
  ['status_500', 'SYSTEM_ERROR'],
  ['cut', 'ECONNRESET'],
  ['reply_lost', 'ECONNRESET'],
] as const)('the fault %s strikes one call of its trade', async (kind, code) => {
  stand.gateways.faults.order({ gateway: 'wechat', kind, number: 'FAULT_1', count: 1, delayMs: 0 });
  const more = { time_expire: '2099-01-01T00:00:00+08:00' };
  expect(await codeOf(native('FAULT_2', more))).toBe('fine');
  expect(await codeOf(native('FAULT_1', more))).toBe(code);
  expect(await codeOf(native('FAULT_1', more))).toBe('fine');
});

test('a call that hangs ends when its caller gives up, and the next one is answered', async () => {
  stand.gateways.faults.order({ gateway: 'alipay', kind: 'hang', count: 1, delayMs: 0 });
  const ask = () => fetch(`${stand.url}/gateway.do?method=x`, { signal: AbortSignal.timeout(300) });
  await expect(ask()).rejects.toMatchObject({ name: 'TimeoutError' });
  expect((await ask()).status).toBe(200);
});

test('half a reply is never taken for a whole one', async () => {
  stand.gateways.faults.order({ gateway: 'alipay', kind: 'half_reply', count: 1, delayMs: 0 });
  const ask = async () => (await fetch(`${stand.url}/gateway.do?method=x`)).text();
  await expect(ask()).rejects.toThrow();
  expect(await ask()).toContain('error_response');
});

test('the way back from Alipay’s page is signed, and only after the payment', async () => {
  const { cashier, parts } = stand.gateways;
  const client = alipayClient(stand);
  const body = {
    out_trade_no: 'BACK_1',
    total_amount: '0.01',
    subject: '服务费',
    return_url: 'http://localhost:1/orders',
  };
  await client.curl('POST', '/v3/alipay/trade/precreate', { body });
  expect(returnAddress(parts, cashier.scan('alipay', 'BACK_1'))).toBeUndefined();
  const back = new URL(returnAddress(parts, cashier.pay('alipay', 'BACK_1')) ?? '');
  expect(back.pathname).toBe('/orders');
  expect(client.checkNotifySignV2(Object.fromEntries(back.searchParams))).toBe(true);
});

test('a QR of Alipay that ran out opens nothing', async () => {
  const { cashier, agenda } = stand.gateways;
  const client = alipayClient(stand);
  const biz_content = { out_trade_no: 'PAGE_1', total_amount: '0.01', subject: '服务费', timeout_express: '30m' };
  const { data } = await client.curl<{ qr_code: string }>('POST', '/v3/alipay/trade/precreate', { body: biz_content });
  await agenda.advance(31 * 60);
  const { number } = cashier.read(data.qr_code);
  expect(() => cashier.scan('alipay', number)).toThrow('trade_expired');
});
