import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import {
  alipayReply,
  apiV3Key,
  evil,
  gatewayKeys,
  merchant,
  openGateway,
  proofOf,
  publicKeyId,
  type Told,
} from '../../payments/channels/partsForTests.ts';
import { publicCertificate, publicSerial } from '../../payments/channels/wechat/vectorForTests.ts';
import { checkConfig } from '../checkConfig.ts';
import { look } from './look.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiesuo-check-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string, mode = 0o600) => {
  writeFileSync(join(folder, name), text, { mode });
  return join(folder, name);
};
const publicPem = (key: typeof merchant) => key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const privatePem = (key: typeof merchant) => key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const certificate = file('certificate.pem', publicCertificate);
const good = {
  DATA_DIR: join(folder, 'data'),
  PAY_CHANNELS: 'wechat,alipay',
  WECHAT_URL: 'http://127.0.0.1:9',
  WECHAT_MCH_ID: '1900009999',
  WECHAT_APP_ID: 'wxabcdef0123456789',
  WECHAT_SERIAL: '3775B6A45ACD588826D15E583A95F5DD00000009',
  WECHAT_KEY_FILE: file('merchant.pem', privatePem(merchant)),
  WECHAT_API_V3_KEY_FILE: file('v3', `${apiV3Key}\n`),
  WECHAT_PLATFORM_KEYS: `${publicKeyId}=${file('platform.pem', publicPem(gatewayKeys))}`,
  ALIPAY_URL: 'http://127.0.0.1:9',
  ALIPAY_APP_ID: '2021009999999999',
  ALIPAY_SELLER_ID: '2088009999999999',
  ALIPAY_KEY_FILE: join(folder, 'merchant.pem'),
  ALIPAY_PUBLIC_KEY_FILE: join(folder, 'platform.pem'),
};
const now = new Date('2026-11-22T10:00:00Z');
const find = async (env: NodeJS.ProcessEnv, verdict: 'wrong' | 'note' | 'good', asks = false, at = now) =>
  (await look({ ...good, ...env }, asks, at))
    .filter((one) => one.verdict === verdict)
    .map((one) => `${one.subject} ${one.sentence}`);
const wrong = async (env: NodeJS.ProcessEnv, at = now) => (await find(env, 'wrong', false, at)).join('\n');

test('good settings have nothing wrong in them, and each key is named', async () => {
  expect(await find({}, 'wrong')).toEqual([]);
  const named = (await find({}, 'good')).join('\n');
  for (const name of [
    'WECHAT_KEY_FILE',
    'WECHAT_API_V3_KEY_FILE',
    'WECHAT_PLATFORM_KEYS',
    'ALIPAY_KEY_FILE',
    'ALIPAY_PUBLIC_KEY_FILE',
  ])
    expect(named).toContain(name);
});

test('a setting that start would refuse is said in the same sentence', async () => {
  expect(await wrong({ WECHAT_MCH_ID: undefined })).toContain('必须设置 WECHAT_MCH_ID');
  expect(await wrong({ PAY_CHANNELS: 'wechat,paypal' })).toContain('PAY_CHANNELS');
});

test('every wrong file is found, not only the first', async () => {
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const found = await wrong({
    WECHAT_KEY_FILE: file('small.pem', privatePem(small)),
    WECHAT_API_V3_KEY_FILE: file('short', 'too short'),
    ALIPAY_KEY_FILE: file('public.pem', publicPem(merchant)),
    ALIPAY_PUBLIC_KEY_FILE: join(folder, 'nowhere.pem'),
  });
  expect(found).toContain('1024');
  expect(found).toContain('WECHAT_API_V3_KEY_FILE');
  expect(found).toContain('应为私钥');
  expect(found).toContain('nowhere.pem');
});

test('our own public key in the gateway’s place is found at both', async () => {
  const own = file('own.pem', publicPem(merchant));
  const found = await wrong({ WECHAT_PLATFORM_KEYS: `${publicKeyId}=${own}`, ALIPAY_PUBLIC_KEY_FILE: own });
  expect(found).toContain('商户自己的公钥');
  expect(found).toContain('应用自己的公钥');
});

test('a certificate under another’s serial number is found, and so is one that ran out', async () => {
  expect(await wrong({ WECHAT_PLATFORM_KEYS: `7777777777=${certificate}` })).toContain(publicSerial);
  const env = { WECHAT_PLATFORM_KEYS: `${publicSerial}=${certificate}` };
  expect(await wrong(env)).toBe('');
  expect(await wrong(env, new Date('2031-05-01T00:00:00Z'))).toContain('过期');
  expect((await find(env, 'note', false, new Date('2031-04-10T00:00:00Z'))).join()).toContain('2031-04-25');
});

test('the merchant’s certificate must bear WECHAT_SERIAL and belong to the private key', async () => {
  const found = await wrong({ WECHAT_CERT_FILE: certificate });
  expect(found).toContain(`商户证书的序列号是 ${publicSerial}`);
  expect(found).toContain('不是一对');
  expect(await wrong({ WECHAT_CERT_FILE: certificate, WECHAT_SERIAL: publicSerial })).not.toContain('序列号是');
});

test('a certificate with its serial number and its private key is good until its last day', async () => {
  const path = join(folder, 'own.crt');
  const given = [
    'req',
    '-x509',
    '-new',
    '-key',
    good.WECHAT_KEY_FILE,
    '-subj',
    '/CN=merchant',
    '-days',
    '365',
    '-out',
    path,
  ];
  execFileSync('openssl', given, { stdio: 'ignore' });
  const own = new X509Certificate(readFileSync(path));
  const env = { WECHAT_CERT_FILE: path, WECHAT_SERIAL: own.serialNumber };
  const later = new Date(own.validFromDate.getTime() + 60_000);
  expect(await wrong(env, later)).toBe('');
  const named = (await find(env, 'good', false, later)).join('\n');
  for (const sentence of ['与商户证书一致', '与私钥是一对', '证书有效至']) expect(named).toContain(sentence);
});

test('the demo’s keys are worth knowing in the demo, and wrong in production', async () => {
  mkdirSync(join(good.DATA_DIR, 'sim', 'keys'), { recursive: true });
  const list = join(good.DATA_DIR, 'sim', 'keys', 'gateways.json');
  writeFileSync(list, JSON.stringify({ rsa: { alipayApp: privatePem(merchant) } }));
  onTestFinished(() => rmSync(list));
  expect(await find({}, 'wrong')).toEqual([]);
  expect((await find({}, 'note')).join()).toContain('演示的密钥');
  const production = {
    JIESUO_ENV: 'production',
    PORTAL_ORIGIN: 'https://reset.ca.com.cn',
    CONSOLE_ORIGIN: 'https://console.ca.com.cn',
    JIESUO_KEY: 'ab'.repeat(32),
    SMS_URL: 'https://sms.ca.com.cn/',
    SMS_KEY: 'a key of its own',
    WECHAT_URL: undefined,
    ALIPAY_URL: undefined,
  };
  expect(await wrong(production)).toContain('演示的密钥');
});

test('a data folder that cannot be written is found', async () => {
  expect(await wrong({ DATA_DIR: '/proc/nowhere' })).toContain('DATA_DIR');
});

test('a database that does not answer is found, without its address', async () => {
  const found = await wrong({ DATABASE_URL: 'postgres://user:secret@127.0.0.1:9/x' });
  expect(found).toContain('DATABASE_URL');
  expect(found).not.toContain('secret');
});

async function asking(wechat: () => Told, alipay: () => Told) {
  const gateway = await openGateway(({ url }) => (url.startsWith('/v3/') ? wechat() : alipay()));
  onTestFinished(gateway.close);
  const env = { WECHAT_URL: gateway.url, ALIPAY_URL: gateway.url };
  const findings = await look({ ...good, ...env }, true, now);
  return Object.fromEntries(
    findings.filter(({ subject }) => subject.endsWith('_URL')).map((one) => [one.subject, one]),
  );
}
const absent = '{"code":"ORDER_NOT_EXIST"}';
const unknown = { code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' };

test('asked for a trade that cannot exist, both gateways say so and prove it', async () => {
  const said = await asking(
    () => ({ status: 404, headers: proofOf(absent, { at: new Date() }), body: absent }),
    () => alipayReply('alipay.trade.query', unknown),
  );
  expect(said).toMatchObject({ WECHAT_URL: { verdict: 'good' }, ALIPAY_URL: { verdict: 'good' } });
});

test('an unproven answer is told from a proven one', async () => {
  const said = await asking(
    () => ({ status: 404, body: absent }),
    () => alipayReply('alipay.trade.query', { code: '10000' }, evil),
  );
  expect(said).toMatchObject({ WECHAT_URL: { verdict: 'note' }, ALIPAY_URL: { verdict: 'wrong' } });
});

test('a signature that the gateway refuses is said with what to compare', async () => {
  const said = await asking(
    () => ({ status: 401, body: '{"code":"SIGN_ERROR","message":"x"}' }),
    () => alipayReply('alipay.trade.query', { code: '40002', sub_code: 'isv.invalid-signature' }),
  );
  expect(said.WECHAT_URL?.sentence).toContain('证书序列号');
  expect(said.ALIPAY_URL?.sentence).toContain('应用公钥');
  const nobody = await find({}, 'wrong', true);
  expect(nobody.join('\n')).toContain('连接不上');
});

test('the command ends with 1 when something is wrong, with 0 when nothing is', async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.stubEnv('DATA_DIR', join(folder, 'data'));
  expect(await checkConfig.run([])).toBe(0);
  vi.stubEnv('PAY_CHANNELS', 'wechat');
  expect(await checkConfig.run([])).toBe(1);
  await expect(checkConfig.run(['--all'])).rejects.toThrow('check-config [--ask]');
  vi.unstubAllEnvs();
  written.mockRestore();
});
