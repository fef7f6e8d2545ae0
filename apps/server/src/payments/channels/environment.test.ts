import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { createChannels } from './create.ts';
import { isPublicHttps } from './host.ts';
import { apiV3Key, gatewayKeys, merchant, publicKeyId } from './partsForTests.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiesuo-gateways-'));
afterAll(() => rmSync(folder, { recursive: true }));
function file(name: string, content: string | KeyObject, mode = 0o600): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : pem(content), { mode });
  return path;
}
const pem = (key: KeyObject) =>
  (key.type === 'private'
    ? key.export({ type: 'pkcs8', format: 'pem' })
    : key.export({ type: 'spki', format: 'pem' })
  ).toString();

const good = {
  DATA_DIR: join(folder, 'data'),
  PAY_CHANNELS: ' wechat, alipay ',
  WECHAT_MCH_ID: '1900009999',
  WECHAT_APP_ID: 'wxabcdef0123456789',
  WECHAT_SERIAL: '3775b6a45acd588826d15e583a95f5dd00000009',
  WECHAT_KEY_FILE: file('merchant.pem', merchant.privateKey),
  WECHAT_API_V3_KEY_FILE: file('v3', `${apiV3Key}\n`),
  WECHAT_PLATFORM_KEYS: `${publicKeyId}=${file('platform.pem', gatewayKeys.publicKey)}`,
  ALIPAY_APP_ID: '2021009999999999',
  ALIPAY_SELLER_ID: '2088009999999999',
  ALIPAY_KEY_FILE: join(folder, 'merchant.pem'),
  ALIPAY_PUBLIC_KEY_FILE: join(folder, 'platform.pem'),
};
const production = {
  JIESUO_ENV: 'production',
  PORTAL_ORIGIN: 'https://reset.ca.com.cn',
  CONSOLE_ORIGIN: 'https://console.ca.com.cn',
  JIESUO_KEY: 'ab'.repeat(32),
  SMS_URL: 'https://sms.ca.com.cn/',
  SMS_KEY: 'a key of its own',
};
const open = (env: NodeJS.ProcessEnv) => createChannels(readConfig({ ...good, ...env }));

test('without PAY_CHANNELS there are no gateways, and none of their settings is asked for', () => {
  expect(createChannels(readConfig({})).size).toBe(0);
  expect(createChannels(readConfig({ PAY_CHANNELS: '' })).size).toBe(0);
});

test('both gateways open with the settings that they need, in production too', () => {
  expect([...open({}).keys()]).toEqual(['wechat', 'alipay']);
  expect([...open(production).keys()]).toEqual(['wechat', 'alipay']);
  expect(readConfig({ ...good, ...production }).gateways.notifyOrigin).toBe('https://reset.ca.com.cn');
});

test.each(Object.keys(good).filter((name) => /^(?:WECHAT|ALIPAY)/.test(name)))('%s is missed by its name', (name) => {
  expect(() => open({ [name]: undefined })).toThrow(name);
});

test.each([
  ['PAY_CHANNELS', 'wechat,paypal'],
  ['WECHAT_MCH_ID', '19000'],
  ['WECHAT_APP_ID', 'abc'],
  ['WECHAT_SERIAL', 'not hex'],
  ['WECHAT_PLATFORM_KEYS', 'platform.pem'],
  ['WECHAT_PLATFORM_KEYS', `${publicKeyId}=a,${publicKeyId}=b`],
  ['WECHAT_PLATFORM_KEYS', '3775B6A45ACD588826D15E583A95F5DD00000009=a'],
  ['ALIPAY_APP_ID', '2021'],
  ['ALIPAY_SELLER_ID', '1088009999999999'],
  ['PAY_NOTIFY_ORIGIN', 'https://reset.ca.com.cn/pay'],
])('a wrong %s is said by its name: %s', (name, value) => {
  expect(() => open({ [name]: value })).toThrow(name);
});

const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
test.each([
  ['that is not there', () => join(folder, 'nowhere'), 'nowhere'],
  ['that is no PEM', () => file('bare.txt', 'MIIEvQIBADANBg'), 'PEM'],
  ['with a public key', () => file('public.pem', gatewayKeys.publicKey), '应为私钥'],
  ['shorter than 2048 bits', () => file('small.pem', small.privateKey), '1024'],
  ['that is not RSA', () => file('ec.pem', ec.privateKey), 'RSA'],
  [
    'with a passphrase',
    () =>
      file(
        'locked.pem',
        merchant.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
      ),
    '口令',
  ],
  ['that others may read', () => file('open.pem', merchant.privateKey, 0o644), '0600'],
])('a private key file %s is refused by its name', (_, path, why) => {
  for (const name of ['WECHAT_KEY_FILE', 'ALIPAY_KEY_FILE']) expect(() => open({ [name]: path() })).toThrow(why);
});

test('a gateway’s key file with a private or a short key, or with our own, is refused', () => {
  const platform = (path: string) => ({ ALIPAY_PUBLIC_KEY_FILE: path, WECHAT_PLATFORM_KEYS: `${publicKeyId}=${path}` });
  expect(() => open(platform(file('secret.pem', gatewayKeys.privateKey)))).toThrow('应为公钥');
  expect(() => open(platform(file('short.pem', small.publicKey)))).toThrow('1024');
  expect(() => open({ ALIPAY_PUBLIC_KEY_FILE: file('own.pem', merchant.publicKey) })).toThrow('应用自己的公钥');
});

test('the APIv3 key has 32 characters', () => {
  for (const text of ['', 'short', 'x'.repeat(33), `${'x'.repeat(31)} `])
    expect(() => open({ WECHAT_API_V3_KEY_FILE: file('wrong', text) })).toThrow('WECHAT_API_V3_KEY_FILE');
});

test('a PKCS#1 key is taken like a PKCS#8 one', () => {
  const path = file('pkcs1.pem', merchant.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
  expect(open({ ALIPAY_KEY_FILE: path, WECHAT_KEY_FILE: path }).size).toBe(2);
});

test('while keys change, two of each are configured', () => {
  const second = file('second.pem', generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey);
  const env = {
    WECHAT_PLATFORM_KEYS: `${good.WECHAT_PLATFORM_KEYS}, 5157F09EFDC096DE15EBE81A47057A7232F1B8E1=${second}`,
    ALIPAY_PUBLIC_KEY_FILE: `${good.ALIPAY_PUBLIC_KEY_FILE},${second}`,
  };
  expect(open(env).size).toBe(2);
});

test.each([
  'http://api.mch.weixin.qq.com',
  'https://127.0.0.1',
  'https://localhost',
  'https://10.0.0.8',
  'https://192.168.1.1:8443',
  'https://[::1]',
  'https://2130706433',
  'https://gateway',
  'https://pay.internal',
  'https://user@api.mch.weixin.qq.com',
])('production speaks to no gateway at %s', (address) => {
  for (const name of ['WECHAT_URL', 'ALIPAY_URL']) expect(() => open({ ...production, [name]: address })).toThrow(name);
  expect(isPublicHttps(address)).toBe(false);
});

test('production refuses the demo’s merchant, its key files, and its keys wherever they were copied to', () => {
  expect(() => open({ ...production, WECHAT_APP_ID: 'wx0000000000demo01' })).toThrow('演示商户');
  const demoKey = file('data/demo/merchant.pem', merchant.privateKey);
  expect(() => open({ ...production, ALIPAY_KEY_FILE: demoKey })).toThrow('演示密钥');
  const kept = { rsa: { alipayApp: pem(merchant.privateKey) } };
  const list = file('data/sim/keys/gateways.json', JSON.stringify(kept));
  expect(() => open(production)).toThrow('演示的密钥');
  expect(open({}).size).toBe(2);
  rmSync(list);
});
