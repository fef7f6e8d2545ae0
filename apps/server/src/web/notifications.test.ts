import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import {
  alipayForm,
  evil,
  gatewayKeys,
  merchant,
  platformSerial,
  proofOf,
  publicKeyId,
  wechatNotification,
} from '../payments/channels/partsForTests.ts';
import { oneEngine, type Trial } from '../trial.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiesuo-notifications-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text, { mode: 0o600 });
  return join(folder, name);
};
const apiV3Key = randomBytes(16).toString('hex');
const pem = (key: typeof merchant.publicKey) => key.export({ type: 'spki', format: 'pem' }).toString();
const key = file('merchant.pem', merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
const platform = file('platform.pem', pem(gatewayKeys.publicKey));
const env = {
  PAY_CHANNELS: 'wechat,alipay',
  WECHAT_URL: 'http://127.0.0.1:9',
  WECHAT_MCH_ID: '1900009999',
  WECHAT_APP_ID: 'wxabcdef0123456789',
  WECHAT_SERIAL: '3775B6A45ACD588826D15E583A95F5DD00000009',
  WECHAT_KEY_FILE: key,
  WECHAT_API_V3_KEY_FILE: file('v3', apiV3Key),
  WECHAT_PLATFORM_KEYS: `${publicKeyId}=${platform}, ${platformSerial}=${file('other.pem', pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey))}`,
  ALIPAY_URL: 'http://127.0.0.1:9',
  ALIPAY_APP_ID: '2021009999999999',
  ALIPAY_SELLER_ID: '2088009999999999',
  ALIPAY_KEY_FILE: key,
  ALIPAY_PUBLIC_KEY_FILE: platform,
};
const body = wechatNotification(
  'TRANSACTION.SUCCESS',
  {
    mchid: '1900009999',
    appid: 'wxabcdef0123456789',
    out_trade_no: 'JS00000000UNKNOWN',
    transaction_id: '4200000000202611220000000001',
    trade_state: 'SUCCESS',
    amount: { total: 1, currency: 'CNY' },
  },
  apiV3Key,
);
const form = alipayForm({
  notify_id: '1',
  app_id: '2021009999999999',
  seller_id: '2088009999999999',
  out_trade_no: 'JS00000000UNKNOWN',
  trade_no: '2',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '0.01',
});
const wechat = (t: Trial, proof: Parameters<typeof proofOf>[1] = {}, payload: string | Buffer = body) =>
  t.portal.app.inject({
    method: 'POST',
    url: '/pay/wechat/notify',
    headers: { ...proofOf(body, { at: new Date(), ...proof }), 'content-type': 'application/json; charset=utf-8' },
    payload,
  });
const alipay = (t: Trial, payload: Buffer) =>
  t.portal.app.inject({
    method: 'POST',
    url: '/pay/alipay/notify',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    payload,
  });

oneEngine(
  'proven notifications are thanked for in each gateway’s words, without origin or cookie',
  async (t) => {
    const thanked = await wechat(t);
    expect([thanked.statusCode, thanked.body, thanked.headers['set-cookie']]).toEqual([204, '', undefined]);
    const success = await alipay(t, form);
    expect([success.statusCode, success.body, success.headers['content-type']]).toEqual([
      200,
      'success',
      'text/plain; charset=utf-8',
    ]);
  },
  { env },
);

oneEngine(
  'forged notifications are refused and said in the log; a probe is refused in silence',
  async (t) => {
    const probe = await wechat(t, { prefix: 'WECHATPAY/SIGNTEST/' });
    expect([probe.statusCode, t.logged().includes('refused')]).toEqual([401, false]);
    expect((await wechat(t, { key: evil })).statusCode).toBe(401);
    expect((await wechat(t, {}, `${body} `)).statusCode).toBe(401);
    const changed = await alipay(t, Buffer.from(form.toString().replace('total_amount=0.01', 'total_amount=0.02')));
    expect([changed.statusCode, changed.body]).toEqual([400, 'fail']);
    expect(t.logged()).toContain('refused');
  },
  { env },
);

oneEngine(
  'while the database is away the gateway is asked to come again',
  async (t) => {
    await t.ctx.db.schema.alterTable('pay_events').renameTo('pay_events_away').execute();
    expect((await wechat(t)).statusCode).toBe(503);
    const later = await alipay(t, form);
    expect([later.statusCode, later.body]).toEqual([503, 'fail']);
    await t.ctx.db.schema.alterTable('pay_events_away').renameTo('pay_events').execute();
    expect((await wechat(t)).statusCode).toBe(204);
  },
  { env },
);

oneEngine(
  'more than 64 KiB are not read',
  async (t) => {
    expect((await wechat(t, {}, Buffer.alloc(65 * 1024))).statusCode).toBe(413);
  },
  { env },
);

oneEngine('an installation without gateways, and the console, hear nobody', async (t) => {
  expect((await wechat(t)).statusCode).toBeGreaterThanOrEqual(400);
  const console = await t.console.app.inject({ method: 'POST', url: '/pay/wechat/notify', payload: body });
  expect(console.statusCode).toBeGreaterThanOrEqual(400);
});
