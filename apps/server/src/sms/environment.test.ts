import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';

const aliyun = {
  SMS_PROVIDERS: 'aliyun',
  SMS_TEMPLATES_FILE: '/etc/jiesuo/templates.json',
  ALIYUN_SMS_KEY_ID: 'id',
  ALIYUN_SMS_SECRET_FILE: '/etc/jiesuo/aliyun.key',
  ALIYUN_SMS_SIGN: '示例CA',
};
const production = {
  JIESUO_ENV: 'production',
  PORTAL_ORIGIN: 'https://reset.example.cn',
  CONSOLE_ORIGIN: 'https://desk.example.cn',
  JIESUO_KEY: 'ab'.repeat(32),
};

test('the order of the providers is the preference', () => {
  const { sms } = readConfig({ ...aliyun, SMS_PROVIDERS: ' aliyun , generic' });
  expect(sms.providers).toEqual(['aliyun', 'generic']);
});

test.each(Object.keys(aliyun).slice(1))('a provider without %s does not start', (name) => {
  expect(() => readConfig({ ...aliyun, [name]: undefined })).toThrow(`aliyun needs the setting ${name}`);
});

test.each([
  ['an unknown provider', { SMS_PROVIDERS: 'carrier-pigeon' }, 'SMS_PROVIDERS'],
  ['no provider', { SMS_PROVIDERS: '' }, 'SMS_PROVIDERS'],
  ['a provider twice', { SMS_PROVIDERS: 'generic,generic' }, 'twice'],
  ['mail without a sender', { MAIL_URL: 'smtps://mail.example.cn' }, 'MAIL_FROM'],
  ['a password in an address', { SMPP_URL: 'smpp://user:secret@host' }, 'SMPP_URL'],
] as const)('%s does not start', (_what, env, words) => {
  expect(() => readConfig(env)).toThrow(words);
});

test('production takes the real gateways', () => {
  expect(readConfig({ ...production, ...aliyun }).sms.aliyun.url).toBe('https://dysmsapi.aliyuncs.com');
});

test.each([
  ['the demo gateway', {}, 'SMS_URL and SMS_KEY'],
  ['Aliyun over http', { ...aliyun, ALIYUN_SMS_URL: 'http://dysmsapi.aliyuncs.com' }, 'ALIYUN_SMS_URL'],
  ['Aliyun on this computer', { ...aliyun, ALIYUN_SMS_URL: 'https://127.0.0.1:8082' }, 'ALIYUN_SMS_URL'],
  ['Aliyun at a name of this computer', { ...aliyun, ALIYUN_SMS_URL: 'https://sim.localhost' }, 'ALIYUN_SMS_URL'],
  ['Aliyun at IPv6 loopback', { ...aliyun, ALIYUN_SMS_URL: 'https://[::1]:8082' }, 'ALIYUN_SMS_URL'],
  [
    'SMPP in clear',
    {
      SMS_PROVIDERS: 'smpp',
      SMPP_URL: 'smpp://smsc.example.cn:2775',
      SMPP_SYSTEM_ID: 'id',
      SMPP_PASSWORD_FILE: '/etc/jiesuo/smpp.key',
    },
    'SMPP_URL',
  ],
  ['mail in clear', { ...aliyun, MAIL_URL: 'smtp://mail.example.cn', MAIL_FROM: 'a@example.cn' }, 'MAIL_URL'],
  ['codes without work', { ...aliyun, CAPTCHA: 'off' }, 'CAPTCHA'],
] as const)('production refuses %s', (_what, env, words) => {
  expect(() => readConfig({ ...production, ...env })).toThrow(words);
});
