import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { aesGcmOpener, rsaVerifier } from '../suite.ts';
import { proveWechat } from './prove.ts';
import { publicCertificate, publicSerial } from './vectorForTests.ts';

// Numbers of wechatpay-go core/notify/notify_test.go and wechatpay-java AeadAesCipherTest (Apache-2.0, Tencent).
const headers: Readonly<Record<string, string>> = {
  'wechatpay-nonce': 'EcZ9Cmy4Xyx1i6RlJQzLcCyEqDa26NBz',
  'wechatpay-timestamp': '1624523846',
  'wechatpay-serial': 'D7CE59D1F522D701',
  'wechatpay-signature': `tJHIiIS9eB2hAYstmAmbbD3ZE5LiIm/Ug5tuL4fC0YOFRWIHV39UFIZXC0e9Wl6lBu6sKvkqDkzpqzBsVHyXF
lbYZTOQrVdG4b6LfTnK4mikv9++ixJMd3vTf2yCqvBkh98zs3Ds5zsYQakzbcwhmw4fMJs4nPLws28H0UW9FjDR//rxELLwXvV1VEA1I
BLX70xptjL8hrfUjEE8kkry6yNJTHZRU8CAc7qHli2Ng1V1qb9ARbK8A3ThmFmPQvRGrapI/jS2laKKgYUmfdEdkNO6B2Cke5e8VTxY4
06ArAmQ90GAihDwIcb16TQMnzCMBoutnwZKNiKRACrFmtxw2Q==`.replaceAll('\n', ''),
};
const body = Buffer.from(
  '{"id":"3119dfba-e649-5eec-ab1e-3412bc4d2e17","create_time":"2021-06-24T16:37:26+08:00","resource_type":"encrypt-resource","event_type":"PAYSCORE.USER_OPEN_SERVICE","summary":"签约成功","resource":{"original_type":"payscore","algorithm":"AEAD_AES_256_GCM","ciphertext":"YDS3lKPaC4Y52Gf3uhft5qUBlIa8b428AWTtTauHQfQrRw+X1WpiuHIDy0vo1Vd6VEq67aVyqPdDYMkRVSDaZL3iZttevRMOoPKMifozg6XPWjIZumks/GpT48lI4NizyeaqLBokNebthah3o1H76qSlO9NkDjp9bzmKLEYYH9TEklFUpsvPqOTOcgSLgh21YJXYR7dEBXFgRLiNIKRgO5JdXh1hccRUAlyVWxE54PXpnQ==","associated_data":"payscore","nonce":"Kj7QIyUiYx1q"}}',
);
const at = (seconds: number) => new Date(seconds * 1000);
const keys = new Map([[publicSerial, rsaVerifier(new X509Certificate(publicCertificate).publicKey)]]);
const prove = (changed: Readonly<Record<string, string | undefined>>, raw = body, now = at(1_624_523_846)) =>
  proveWechat((name) => ({ ...headers, ...changed })[name], raw, keys, now);

test('WeChat’s public notification is proven', () => {
  expect(prove({})).toBeUndefined();
});

test('one changed byte, one changed header, another key: nothing is proven', () => {
  const changed = Buffer.from(body);
  changed[40] = changed.readUInt8(40) ^ 1;
  expect(prove({}, changed)).toBe('signature');
  expect(prove({ 'wechatpay-nonce': 'EcZ9Cmy4Xyx1i6RlJQzLcCyEqDa26NBy' })).toBe('signature');
  expect(prove({ 'wechatpay-serial': 'D7CE59D1F522D702' })).toBe('unknown_key');
  expect(prove({ 'wechatpay-serial': '__proto__' })).toBe('unknown_key');
});

test('five minutes of drift are allowed, one second more is not, in both directions', () => {
  for (const side of [-1, 1]) {
    expect(prove({}, body, at(1_624_523_846 + side * 300))).toBeUndefined();
    expect(prove({}, body, at(1_624_523_846 + side * 301))).toBe('stale');
  }
});

test('a time that is no number is never fresh', () => {
  for (const time of ['abc', '', 'NaN', '1e9', ' 1624523846', '-1', 'Infinity'])
    expect(prove({ 'wechatpay-timestamp': time }), time).toBe('headers');
});

test('a missing header proves nothing', () => {
  for (const name of Object.keys(headers)) expect(prove({ [name]: undefined }), name).toBe('headers');
});

test('WeChat’s probe with a wrong signature is refused and known for a probe', () => {
  expect(prove({ 'wechatpay-signature': `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']}` })).toBe('probe');
});

test('WeChat’s public sealed text opens, and with other associated data it does not', () => {
  const opener = aesGcmOpener(Buffer.from('a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb'));
  const sealed = {
    ciphertext: Buffer.from('ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=', 'base64'),
    nonce: Buffer.from('uluk4a9R25RW'),
    associated: Buffer.from('associatedData'),
  };
  expect(opener.open(sealed).toString()).toBe('message');
  expect(() => opener.open({ ...sealed, associated: Buffer.from('associatedDatb') })).toThrow();
});

test('a shortened tag is refused', () => {
  const opener = aesGcmOpener(Buffer.from('a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb'));
  const whole = Buffer.from('ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=', 'base64');
  const nonce = Buffer.from('uluk4a9R25RW');
  for (const length of [0, 4, 12, 15, 22])
    expect(() =>
      opener.open({ ciphertext: whole.subarray(0, length), nonce, associated: Buffer.from('associatedData') }),
    ).toThrow();
});
