import { AlipaySdk } from 'alipay-sdk';
import { expect, onTestFinished, test } from 'vitest';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import { callWords } from './alipay/call.ts';
import { createAlipay } from './alipay.ts';
import {
  alipayForm,
  alipayParts,
  alipayReply,
  apiV3Key,
  gatewayKeys,
  merchant,
  openGateway,
  proofOf,
  publicKeyId,
  wechatParts,
} from './partsForTests.ts';
import { aesGcmOpener, rsaSigner, rsaVerifier } from './suite.ts';
import { createWechat } from './wechat.ts';

// The libraries that others use are witnesses here: they and we must agree on every byte.
const pkcs1 = merchant.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const platform = gatewayKeys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const number = 'JS20261122ABCDEF';
const sdkFor = (url: string) =>
  new AlipaySdk({
    appId: '2021009999999999',
    privateKey: pkcs1,
    alipayPublicKey: platform,
    gateway: `${url}/gateway.do`,
  });

test('Alipay’s own library signs the same words with the same signature', () => {
  const parts = alipayParts('http://127.0.0.1:9');
  const content = { out_trade_no: number, total_amount: '200.29', subject: '重置 100% + 加急=是&否 "引号"' };
  const ours = callWords(parts, 'alipay.trade.page.pay', content, { notify_url: parts.notifyUrl });
  const theirs = sdkFor('http://127.0.0.1:9').sdkExecute(
    'alipay.trade.page.pay',
    { format: 'JSON', timestamp: ours.timestamp, notify_url: parts.notifyUrl, biz_content: content },
    { bizContentAutoSnakeCase: false },
  );
  const words = Object.fromEntries(new URLSearchParams(theirs.replaceAll('+', '%2B')));
  expect(words.biz_content).toBe(ours.biz_content);
  expect(words.sign).toBe(ours.sign);
});

test('what Alipay’s own library takes for a proven notification, so do we', () => {
  const words = {
    notify_id: '1',
    app_id: '2021009999999999',
    seller_id: '2088009999999999',
    out_trade_no: number,
    trade_no: '1',
    trade_status: 'TRADE_SUCCESS',
    total_amount: '0.01',
    subject: '重置 100%',
  };
  const form = alipayForm(words);
  const sdk = sdkFor('http://127.0.0.1:9');
  expect(sdk.checkNotifySignV2(Object.fromEntries(new URLSearchParams(form.toString())))).toBe(true);
  expect(createAlipay(alipayParts('http://127.0.0.1:9')).hear({}, form).is).toBe('trade');
});

test('a reply that Alipay’s own library takes for proven, so do we', async () => {
  const said = {
    code: '10000',
    out_trade_no: number,
    trade_no: '1',
    trade_status: 'TRADE_SUCCESS',
    total_amount: '0.01',
  };
  const gateway = await openGateway(() => alipayReply('alipay.trade.query', said));
  onTestFinished(gateway.close);
  const theirs = await sdkFor(gateway.url).exec(
    'alipay.trade.query',
    { bizContent: { out_trade_no: number } },
    { validateSign: true },
  );
  expect(theirs.outTradeNo).toBe(number);
  expect((await createAlipay(alipayParts(gateway.url)).query(number)).amountFen).toBe(1);
});

test('the library for WeChat verifies our requests, with body and without', async () => {
  const body = JSON.stringify({ code_url: 'weixin://wxpay/bizpayurl?pr=abc' });
  const gateway = await openGateway(() => ({ status: 200, headers: proofOf(body), body }));
  onTestFinished(gateway.close);
  const channel = createWechat(wechatParts(gateway.url));
  await channel.offer(
    { number, amountFen: 1, subject: '重置', order: 'CA20261122000001', expiresAt: new Date('2026-11-23T00:00:00Z') },
    'qr',
  );
  await channel.query(number).catch(() => undefined);
  expect(gateway.asked).toHaveLength(2);
  for (const { method, url, headers, body: sent } of gateway.asked) {
    const said = Object.fromEntries(
      [...String(headers.authorization).matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name, value]) => [
        name ?? '',
        value ?? '',
      ]),
    );
    const message = Formatter.request(method, url, said.timestamp ?? '', said.nonce_str ?? '', sent);
    expect(Rsa.verify(message, said.signature ?? '', merchant.publicKey)).toBe(true);
    expect(rsaSigner(merchant.privateKey).sign(message)).toBe(said.signature);
  }
});

test('a reply that the library for WeChat takes for proven, so do we', async () => {
  const said = {
    mchid: '1900009999',
    appid: 'wxabcdef0123456789',
    out_trade_no: number,
    trade_state: 'SUCCESS',
    transaction_id: '1',
    amount: { total: 1, currency: 'CNY' },
  };
  const body = JSON.stringify(said);
  const gateway = await openGateway(() => ({ status: 200, headers: proofOf(body, { at: new Date() }), body }));
  onTestFinished(gateway.close);
  const parts = wechatParts(gateway.url);
  const library = new Wechatpay({
    mchid: parts.mchId,
    serial: parts.serial,
    privateKey: pkcs1,
    certs: { [publicKeyId]: platform },
    baseURL: gateway.url,
  });
  const path = `v3/pay/transactions/out-trade-no/${number}`;
  const theirs = await library.chain(path).get({ params: { mchid: parts.mchId } });
  expect(theirs.data).toEqual(said);
  expect((await createWechat({ ...parts, worldClock: () => new Date() }).query(number)).amountFen).toBe(1);
});

test('what the library for WeChat seals, we open; what it signs, we verify', () => {
  const sealed = Aes.AesGcm.encrypt('{"a":"重置"}', apiV3Key, 'abcdefghijkl', 'transaction');
  const opened = aesGcmOpener(Buffer.from(apiV3Key)).open({
    ciphertext: Buffer.from(sealed, 'base64'),
    nonce: Buffer.from('abcdefghijkl'),
    associated: Buffer.from('transaction'),
  });
  expect(opened.toString()).toBe('{"a":"重置"}');
  const message = Formatter.response('1', 'n', '{}');
  expect(rsaVerifier(merchant.publicKey).verify(Buffer.from(message), Rsa.sign(message, merchant.privateKey))).toBe(
    true,
  );
});
