import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { publicCertificate } from '../../../server/src/payments/channels/wechat/vectorForTests.ts';
import { open, seal } from './resource.ts';
import { isSigned, lines } from './signature.ts';

// Numbers of wechatpay-go core/notify/notify_test.go and wechatpay-java AeadAesCipherTest (Apache-2.0, Tencent).
const signature =
  'tJHIiIS9eB2hAYstmAmbbD3ZE5LiIm/Ug5tuL4fC0YOFRWIHV39UFIZXC0e9Wl6lBu6sKvkqDkzpqzBsVHyXFlbYZTOQrVdG4b6LfTnK4mikv9++ixJMd3vTf2yCqvBkh98zs3Ds5zsYQakzbcwhmw4fMJs4nPLws28H0UW9FjDR//rxELLwXvV1VEA1IBLX70xptjL8hrfUjEE8kkry6yNJTHZRU8CAc7qHli2Ng1V1qb9ARbK8A3ThmFmPQvRGrapI/jS2laKKgYUmfdEdkNO6B2Cke5e8VTxY406ArAmQ90GAihDwIcb16TQMnzCMBoutnwZKNiKRACrFmtxw2Q==';
const body =
  '{"id":"3119dfba-e649-5eec-ab1e-3412bc4d2e17","create_time":"2021-06-24T16:37:26+08:00","resource_type":"encrypt-resource","event_type":"PAYSCORE.USER_OPEN_SERVICE","summary":"签约成功","resource":{"original_type":"payscore","algorithm":"AEAD_AES_256_GCM","ciphertext":"YDS3lKPaC4Y52Gf3uhft5qUBlIa8b428AWTtTauHQfQrRw+X1WpiuHIDy0vo1Vd6VEq67aVyqPdDYMkRVSDaZL3iZttevRMOoPKMifozg6XPWjIZumks/GpT48lI4NizyeaqLBokNebthah3o1H76qSlO9NkDjp9bzmKLEYYH9TEklFUpsvPqOTOcgSLgh21YJXYR7dEBXFgRLiNIKRgO5JdXh1hccRUAlyVWxE54PXpnQ==","associated_data":"payscore","nonce":"Kj7QIyUiYx1q"}}';

test('what we sign of a notification is what WeChat signed in its public one', () => {
  const { publicKey } = new X509Certificate(publicCertificate);
  const of = (nonce: string) => lines('1624523846', nonce, body);
  expect(isSigned(of('EcZ9Cmy4Xyx1i6RlJQzLcCyEqDa26NBz'), signature, publicKey)).toBe(true);
  expect(isSigned(of('EcZ9Cmy4Xyx1i6RlJQzLcCyEqDa26NBy'), signature, publicKey)).toBe(false);
});

test('we seal as the public vector is sealed, and open it only under its own associated data', () => {
  const key = Buffer.from('a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb');
  const sealed = seal('message', key, 'uluk4a9R25RW', 'associatedData');
  expect(sealed).toBe('ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=');
  expect(open(sealed, key, 'uluk4a9R25RW', 'associatedData')).toBe('message');
  expect(() => open(sealed, key, 'uluk4a9R25RW', 'associatedDatb')).toThrow();
});
