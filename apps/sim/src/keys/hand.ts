import { join } from 'node:path';
import { writeAtomically } from '../disk/atomic.ts';
import { templatesFile } from '../messages/templates.ts';
import { accounts } from './accounts.ts';
import { type Keys, privatePem, publicPem } from './keys.ts';

export interface Places {
  /** Of the sim, as programs reach it. */
  readonly url: string;
  readonly smppPort: number;
  readonly smtpPort: number;
}

/**
 * What the gateways would have handed to the merchant: its own keys, their public keys, its names there. Written to `folder`
 * (0600), with `gateways.json` naming it all: `environment` is what the server is started with.
 */
export function handOver(folder: string, keys: Keys, { url, smppPort, smtpPort }: Places): Record<string, string> {
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeAtomically(path, text);
    return path;
  };
  const { wechat, alipay, aliyun, tencent, smpp, mail } = accounts;
  const platformKeys = [
    [wechat.publicKeyId, write('wechat-public.pem', publicPem(keys.rsa.wechatPublic))],
    [wechat.platformSerial, write('wechat-platform.pem', publicPem(keys.rsa.wechatPlatform))],
  ];
  const environment = {
    PAY_CHANNELS: 'wechat,alipay',
    WECHAT_URL: url,
    WECHAT_MCH_ID: wechat.mchId,
    WECHAT_APP_ID: wechat.appId,
    WECHAT_SERIAL: wechat.serial,
    WECHAT_KEY_FILE: write('wechat-merchant.key', privatePem(keys.rsa.wechatMerchant)),
    WECHAT_API_V3_KEY_FILE: write('wechat-api-v3.key', keys.secrets.wechatApiV3),
    WECHAT_PLATFORM_KEYS: platformKeys.map((pair) => pair.join('=')).join(','),
    ALIPAY_URL: url,
    ALIPAY_APP_ID: alipay.appId,
    ALIPAY_SELLER_ID: alipay.sellerId,
    ALIPAY_KEY_FILE: write('alipay-app.key', privatePem(keys.rsa.alipayApp)),
    ALIPAY_PUBLIC_KEY_FILE: write('alipay-public.pem', publicPem(keys.rsa.alipayPlatform)),
    SMS_TEMPLATES_FILE: write('sms-templates.json', templatesFile()),
    ALIYUN_SMS_URL: url,
    ALIYUN_SMS_KEY_ID: aliyun.accessKeyId,
    ALIYUN_SMS_SECRET_FILE: write('aliyun-sms.key', keys.secrets.aliyun),
    ALIYUN_SMS_SIGN: aliyun.signature,
    TENCENT_SMS_URL: url,
    TENCENT_SMS_KEY_ID: tencent.secretId,
    TENCENT_SMS_SECRET_FILE: write('tencent-sms.key', keys.secrets.tencent),
    TENCENT_SMS_APP_ID: tencent.sdkAppId,
    TENCENT_SMS_SIGN: tencent.signature,
    SMPP_URL: `smpp://127.0.0.1:${smppPort}`,
    SMPP_SYSTEM_ID: smpp.systemId,
    SMPP_PASSWORD_FILE: write('smpp.key', keys.secrets.smpp),
    SMPP_SOURCE: smpp.sourceAddress,
    MAIL_URL: `smtp://${mail.user}@127.0.0.1:${smtpPort}`,
    MAIL_PASSWORD_FILE: write('mail.key', keys.secrets.mail),
    MAIL_FROM: mail.from,
  };
  write('gateways.json', `${JSON.stringify({ environment }, null, 2)}\n`);
  return environment;
}
