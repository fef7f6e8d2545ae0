import { z } from 'zod';
import { StartFault } from '../startFault.ts';

export const smsProviderNames = ['generic', 'aliyun', 'tencent', 'smpp'] as const;
export type SmsProviderName = (typeof smsProviderNames)[number];

const file = z.string().min(1).optional();
const text = z.string().min(1).max(200).optional();

/** The settings of messages in the environment; `config.ts` spreads them into its own. Secrets are named by files, as the master key is. */
export const smsVariables = {
  /** In order of preference: the first that answers sends. */
  SMS_PROVIDERS: z
    .string()
    .default('generic')
    .transform((s) => s.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(smsProviderNames)).min(1).max(4)),
  /** Logical templates → the providers' approved ones: JSON, see docs/guide/operator.md. */
  SMS_TEMPLATES_FILE: file,
  SMS_URL: z.url().default('http://127.0.0.1:8082/gateway/sms'),
  SMS_KEY: z.string().default('demo-sms-key'),
  ALIYUN_SMS_URL: z.url().default('https://dysmsapi.aliyuncs.com'),
  ALIYUN_SMS_KEY_ID: text,
  ALIYUN_SMS_SECRET_FILE: file,
  ALIYUN_SMS_SIGN: text,
  TENCENT_SMS_URL: z.url().default('https://sms.tencentcloudapi.com'),
  TENCENT_SMS_REGION: z.string().min(1).default('ap-guangzhou'),
  TENCENT_SMS_KEY_ID: text,
  TENCENT_SMS_SECRET_FILE: file,
  TENCENT_SMS_APP_ID: text,
  TENCENT_SMS_SIGN: text,
  /** `smpp://host:2775` or, with TLS, `smpps://host:3550`. */
  SMPP_URL: z
    .string()
    .regex(/^smpps?:\/\/[^/@]+$/)
    .optional(),
  SMPP_SYSTEM_ID: text,
  SMPP_PASSWORD_FILE: file,
  /** The access number that phones show as the sender. */
  SMPP_SOURCE: z.string().max(20).default(''),
  /** `smtp://` or `smtps://`, with the user but without the password. */
  MAIL_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/]+$/)
    .optional(),
  MAIL_PASSWORD_FILE: file,
  MAIL_FROM: z.email().optional(),
  /** Proof of work before a stranger is sent a code. `off` is for measurements and tests only; refused in production. */
  CAPTCHA: z.enum(['on', 'off']).default('on'),
} as const;

const shape = z.object(smsVariables);
type Variables = z.output<typeof shape>;

/** What each provider needs beside its address, all or nothing. */
const needed = {
  generic: ['SMS_URL', 'SMS_KEY'],
  aliyun: ['ALIYUN_SMS_KEY_ID', 'ALIYUN_SMS_SECRET_FILE', 'ALIYUN_SMS_SIGN', 'SMS_TEMPLATES_FILE'],
  tencent: [
    'TENCENT_SMS_KEY_ID',
    'TENCENT_SMS_SECRET_FILE',
    'TENCENT_SMS_APP_ID',
    'TENCENT_SMS_SIGN',
    'SMS_TEMPLATES_FILE',
  ],
  smpp: ['SMPP_URL', 'SMPP_SYSTEM_ID', 'SMPP_PASSWORD_FILE'],
} as const satisfies Record<SmsProviderName, readonly (keyof Variables)[]>;

/** @throws {StartFault} with one sentence when a provider lacks a setting, or when production would speak in clear. */
export function readMessages(c: Variables, isProduction: boolean) {
  for (const name of c.SMS_PROVIDERS)
    for (const variable of needed[name])
      if (c[variable] === undefined)
        throw new StartFault(
          `使用短信通道 ${name} 必须设置 ${variable}`,
          `the SMS provider ${name} needs the setting ${variable}`,
        );
  if (new Set(c.SMS_PROVIDERS).size < c.SMS_PROVIDERS.length)
    throw new StartFault('SMS_PROVIDERS 中有重复的通道', 'SMS_PROVIDERS names a provider twice');
  if (c.MAIL_URL !== undefined && c.MAIL_FROM === undefined)
    throw new StartFault('使用邮件通知必须设置 MAIL_FROM', 'e-mail notices need the setting MAIL_FROM');
  if (isProduction) refuseInProduction(c);
  return {
    isCaptchaOn: c.CAPTCHA === 'on',
    sms: {
      providers: c.SMS_PROVIDERS,
      templatesFile: c.SMS_TEMPLATES_FILE,
      url: c.SMS_URL,
      key: c.SMS_KEY,
      aliyun: {
        url: c.ALIYUN_SMS_URL,
        keyId: c.ALIYUN_SMS_KEY_ID ?? '',
        secretFile: c.ALIYUN_SMS_SECRET_FILE ?? '',
        sign: c.ALIYUN_SMS_SIGN ?? '',
      },
      tencent: {
        url: c.TENCENT_SMS_URL,
        region: c.TENCENT_SMS_REGION,
        keyId: c.TENCENT_SMS_KEY_ID ?? '',
        secretFile: c.TENCENT_SMS_SECRET_FILE ?? '',
        appId: c.TENCENT_SMS_APP_ID ?? '',
        sign: c.TENCENT_SMS_SIGN ?? '',
      },
      smpp: {
        url: c.SMPP_URL ?? '',
        systemId: c.SMPP_SYSTEM_ID ?? '',
        passwordFile: c.SMPP_PASSWORD_FILE ?? '',
        source: c.SMPP_SOURCE,
      },
    },
    mail:
      c.MAIL_URL === undefined
        ? undefined
        : { url: c.MAIL_URL, passwordFile: c.MAIL_PASSWORD_FILE, from: c.MAIL_FROM ?? '' },
  };
}

const addresses = {
  generic: 'SMS_URL',
  aliyun: 'ALIYUN_SMS_URL',
  tencent: 'TENCENT_SMS_URL',
  smpp: 'SMPP_URL',
} as const satisfies Record<SmsProviderName, keyof Variables>;

function refuseInProduction(c: Variables): void {
  if (c.SMS_PROVIDERS.includes('generic') && (c.SMS_KEY === 'demo-sms-key' || !c.SMS_URL.startsWith('https://')))
    throw new StartFault('生产环境必须设置 SMS_URL（https）与 SMS_KEY', 'production needs its own SMS_URL and SMS_KEY');
  for (const name of c.SMS_PROVIDERS) {
    const address = String(c[addresses[name]]);
    if (!/^(?:https|smpps):/.test(address) || isLoopback(address))
      throw new StartFault(
        `生产环境的 ${addresses[name]} 必须加密，且不能指向本机`,
        `in production ${addresses[name]} must be encrypted and not be this computer`,
      );
  }
  if (c.MAIL_URL !== undefined && (!c.MAIL_URL.startsWith('smtps:') || isLoopback(c.MAIL_URL)))
    throw new StartFault(
      '生产环境的 MAIL_URL 必须是 smtps，且不能指向本机',
      'in production MAIL_URL must be smtps and not be this computer',
    );
  if (c.CAPTCHA === 'off') throw new StartFault('生产环境不能关闭 CAPTCHA', 'production refuses to switch CAPTCHA off');
}

const isLoopback = (address: string): boolean =>
  /^[a-z]+:\/\/(?:[^@/]*@)?(?:localhost|[a-z0-9.-]*\.localhost|127\.[\d.]+|\[::1\]|\[::ffff:127[^\]]*\]|0\.0\.0\.0)(?::\d+)?(?:\/|$)/i.test(
    address,
  );
