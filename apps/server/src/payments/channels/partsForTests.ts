import { createCipheriv, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AlipayParts } from './alipay/call.ts';
import { canonical, type Words } from './alipay/sign.ts';
import { aesGcmOpener, rsaSigner, rsaVerifier } from './suite.ts';
import type { WechatParts } from './wechat/call.ts';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
export const merchant = pair();
export const gatewayKeys = pair();
export const secondKeys = pair();
export const evil = pair();
export const apiV3Key = randomBytes(16).toString('hex');
export const publicKeyId = 'PUB_KEY_ID_0119000000000000000000000000000001';
export const platformSerial = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
/** A fixed hour of a fixed day: 18:00 in Shanghai. */
export const now = new Date('2026-11-22T10:00:00Z');

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}
export interface Told {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A gateway on loopback that answers as the test says, and remembers what it was asked. */
export async function openGateway(answer: (asked: Asked) => Told | Promise<Told>) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(parts).toString() };
      asked.push(one);
      const told = await answer(one);
      response.writeHead(told.status, told.headers).end(told.body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url, asked, close };
}

export const wechatParts = (url: string): WechatParts => ({
  url,
  mchId: '1900009999',
  appId: 'wxabcdef0123456789',
  serial: '3775B6A45ACD588826D15E583A95F5DD00000009',
  signer: rsaSigner(merchant.privateKey),
  keys: new Map([
    [platformSerial, rsaVerifier(secondKeys.publicKey)],
    [publicKeyId, rsaVerifier(gatewayKeys.publicKey)],
  ]),
  opener: aesGcmOpener(Buffer.from(apiV3Key)),
  notifyUrl: 'https://reset.ca.example/pay/wechat/notify',
  clock: () => now,
  worldClock: () => now,
});

export const alipayParts = (url: string): AlipayParts => ({
  url: `${url}/gateway.do`,
  appId: '2021009999999999',
  sellerId: '2088009999999999',
  signer: rsaSigner(merchant.privateKey),
  keys: [rsaVerifier(gatewayKeys.publicKey)],
  notifyUrl: 'https://reset.ca.example/pay/alipay/notify',
  returnUrl: 'https://reset.ca.example/orders',
  clock: () => now,
  worldClock: () => now,
});

export const rsaVerifierOf = (key: typeof evil) => rsaVerifier(key.publicKey);
export const signBy = (key: typeof evil, text: string): string =>
  sign('RSA-SHA256', Buffer.from(text), key.privateKey).toString('base64');

interface Proof {
  readonly key?: typeof evil;
  readonly serial?: string;
  readonly at?: Date;
  readonly prefix?: string;
}
/** WeChat's headers over a reply or a notification. */
export function proofOf(body: string, { key = gatewayKeys, serial = publicKeyId, at = now, prefix = '' }: Proof = {}) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const nonce = randomBytes(16).toString('hex');
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': serial,
    'wechatpay-signature': prefix + signBy(key, `${timestamp}\n${nonce}\n${body}\n`),
  };
}

/** A notification of WeChat: `said` sealed by the APIv3 key. */
export function wechatNotification(event: string, said: object, key = apiV3Key): string {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from('transaction'));
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(said)), cipher.final(), cipher.getAuthTag()]);
  const resource = { algorithm: 'AEAD_AES_256_GCM', ciphertext: ciphertext.toString('base64'), nonce };
  return JSON.stringify({
    id: 'c3e6a8f0-0000-5000-8000-000000000001',
    create_time: '2026-11-22T18:00:00+08:00',
    event_type: event,
    resource_type: 'encrypt-resource',
    summary: '支付成功',
    resource: { ...resource, associated_data: 'transaction', original_type: 'transaction' },
  });
}

/** Alipay's reply: the text of one member is signed. */
export function alipayReply(method: string, said: object, key: typeof evil = gatewayKeys): Told {
  const text = JSON.stringify(said);
  const name = `${method.replaceAll('.', '_')}_response`;
  return { status: 200, body: `{"${name}":${text},"sign":"${signBy(key, text)}"}` };
}

/** A notification of Alipay as a posted form. `signed`: the words that its signature covers. */
export const alipayForm = (
  words: Words,
  signed: Words = words,
  key: typeof evil = gatewayKeys,
  type = 'RSA2',
): Buffer =>
  Buffer.from(new URLSearchParams({ ...words, sign: signBy(key, canonical(signed)), sign_type: type }).toString());

export async function allOf<T>(lines: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const line of lines) all.push(line);
  return all;
}
