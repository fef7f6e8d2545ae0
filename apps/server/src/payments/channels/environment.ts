import { resolve, sep } from 'node:path';
import { z } from 'zod';
import { StartFault } from '../../startFault.ts';
import { gatewayNames } from './channel.ts';
import { isPublicHttps } from './host.ts';

const file = z.string().min(1).optional();
const word = (shape: RegExp) => z.string().regex(shape).optional();
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== ''),
);

/** The settings of payment gateways in the environment; `config.ts` spreads them into its own. Keys are named by files, as the master key is. */
export const payVariables = {
  /** `wechat,alipay`; without it customers pay by bank transfer alone. */
  PAY_CHANNELS: z
    .string()
    .default('')
    .pipe(list)
    .pipe(z.array(z.enum(gatewayNames)).max(2)),
  /** Where gateways send their notifications: the portal as the internet sees it. */
  PAY_NOTIFY_ORIGIN: z
    .url()
    .refine((u) => new URL(u).origin === u)
    .optional(),
  WECHAT_URL: z.url().default('https://api.mch.weixin.qq.com'),
  WECHAT_MCH_ID: word(/^\d{8,12}$/),
  WECHAT_APP_ID: word(/^wx[0-9a-z]{16}$/),
  /** Of the merchant's own API certificate. */
  WECHAT_SERIAL: word(/^[0-9A-Fa-f]{8,64}$/),
  WECHAT_KEY_FILE: file,
  /** The merchant's own API certificate: not needed for paying; check-config compares it. */
  WECHAT_CERT_FILE: file,
  WECHAT_API_V3_KEY_FILE: file,
  /** `PUB_KEY_ID_…=file,SERIAL=file`: WeChat's public key, its platform certificate, or for a week of change both. */
  WECHAT_PLATFORM_KEYS: list
    .pipe(z.array(z.string().regex(/^(?:PUB_KEY_ID_\d{10,60}|[0-9A-Fa-f]{8,64})=./)))
    .optional(),
  ALIPAY_URL: z.url().default('https://openapi.alipay.com/gateway.do'),
  ALIPAY_APP_ID: word(/^\d{16}$/),
  ALIPAY_SELLER_ID: word(/^2088\d{12}$/),
  ALIPAY_KEY_FILE: file,
  /** Alipay's key, not the application's; while it changes two, separated by a comma. */
  ALIPAY_PUBLIC_KEY_FILE: list.pipe(z.array(z.string()).min(1).max(2)).optional(),
} as const;

const shape = z.object(payVariables);
type Variables = z.output<typeof shape>;

const needed = {
  wechat: [
    'WECHAT_MCH_ID',
    'WECHAT_APP_ID',
    'WECHAT_SERIAL',
    'WECHAT_KEY_FILE',
    'WECHAT_API_V3_KEY_FILE',
    'WECHAT_PLATFORM_KEYS',
  ],
  alipay: ['ALIPAY_APP_ID', 'ALIPAY_SELLER_ID', 'ALIPAY_KEY_FILE', 'ALIPAY_PUBLIC_KEY_FILE'],
} as const satisfies Record<string, readonly (keyof Variables)[]>;

export interface WechatSettings {
  readonly url: string;
  readonly mchId: string;
  readonly appId: string;
  readonly serial: string;
  readonly keyFile: string;
  readonly certFile: string | undefined;
  readonly apiV3KeyFile: string;
  readonly platformKeys: readonly { readonly id: string; readonly file: string }[];
}
export interface AlipaySettings {
  readonly url: string;
  readonly appId: string;
  readonly sellerId: string;
  readonly keyFile: string;
  readonly publicKeyFiles: readonly string[];
}
export interface Gateways {
  readonly notifyOrigin: string;
  readonly wechat: WechatSettings | undefined;
  readonly alipay: AlipaySettings | undefined;
}

export interface Surroundings {
  readonly isProduction: boolean;
  readonly dataDir: string;
  readonly portalOrigin: string;
}

/** @throws {StartFault} with one sentence when a gateway lacks a setting, or when production would speak to the demo's. */
export function readGateways(c: Variables, around: Surroundings): Gateways {
  for (const name of c.PAY_CHANNELS)
    for (const variable of needed[name])
      if (c[variable] === undefined)
        throw new StartFault(
          `使用 ${name} 收款必须设置 ${variable}`,
          `paying by ${name} needs the setting ${variable}`,
        );
  const gateways = {
    notifyOrigin: c.PAY_NOTIFY_ORIGIN ?? around.portalOrigin,
    wechat: c.PAY_CHANNELS.includes('wechat') ? wechatOf(c) : undefined,
    alipay: c.PAY_CHANNELS.includes('alipay') ? alipayOf(c) : undefined,
  };
  const { wechat } = gateways;
  const ids = wechat?.platformKeys.map(({ id }) => id) ?? [];
  if (new Set(ids).size < ids.length)
    throw new StartFault('WECHAT_PLATFORM_KEYS 中有重复的编号', 'WECHAT_PLATFORM_KEYS names a key twice');
  if (wechat && ids.includes(wechat.serial))
    throw new StartFault(
      'WECHAT_PLATFORM_KEYS 应为微信支付的公钥或平台证书，不是商户自己的证书',
      "WECHAT_PLATFORM_KEYS takes WeChat's keys, not the merchant's own certificate",
    );
  if (around.isProduction) refuseInProduction(gateways, around);
  return gateways;
}

function wechatOf(c: Variables): WechatSettings {
  return {
    url: c.WECHAT_URL.replace(/\/+$/, ''),
    mchId: c.WECHAT_MCH_ID ?? '',
    appId: c.WECHAT_APP_ID ?? '',
    serial: (c.WECHAT_SERIAL ?? '').toUpperCase(),
    keyFile: c.WECHAT_KEY_FILE ?? '',
    certFile: c.WECHAT_CERT_FILE,
    apiV3KeyFile: c.WECHAT_API_V3_KEY_FILE ?? '',
    platformKeys: (c.WECHAT_PLATFORM_KEYS ?? []).map((pair) => {
      const [id = '', ...path] = pair.split('=');
      return { id: id.startsWith('PUB_KEY_ID_') ? id : id.toUpperCase(), file: path.join('=') };
    }),
  };
}

function alipayOf(c: Variables): AlipaySettings {
  const url = c.ALIPAY_URL.replace(/\/+$/, '');
  return {
    url: url.endsWith('/gateway.do') ? url : `${url}/gateway.do`,
    appId: c.ALIPAY_APP_ID ?? '',
    sellerId: c.ALIPAY_SELLER_ID ?? '',
    keyFile: c.ALIPAY_KEY_FILE ?? '',
    publicKeyFiles: c.ALIPAY_PUBLIC_KEY_FILE ?? [],
  };
}

/** What the sim calls its merchant. */
const demoApps = ['wx0000000000demo01', '2021000000000001'];

function refuseInProduction({ notifyOrigin, wechat, alipay }: Gateways, { dataDir }: Surroundings): void {
  if (!wechat && !alipay) return;
  const addresses = { WECHAT_URL: wechat?.url, ALIPAY_URL: alipay?.url, PAY_NOTIFY_ORIGIN: notifyOrigin };
  for (const [name, address] of Object.entries(addresses))
    if (address !== undefined && !isPublicHttps(address))
      throw new StartFault(
        `生产环境的 ${name} 必须是 https 的公网域名，不能是 IP、本机或内网地址`,
        `in production ${name} must be https with a public host name, no IP address, this computer or a private network`,
      );
  for (const app of [wechat?.appId, alipay?.appId])
    if (app !== undefined && demoApps.includes(app))
      throw new StartFault(`生产环境不能使用演示商户 ${app}`, `production refuses the demo's merchant ${app}`);
  const files = [
    ...(wechat ? [wechat.keyFile, wechat.apiV3KeyFile, ...wechat.platformKeys.map((key) => key.file)] : []),
    ...(alipay ? [alipay.keyFile, ...alipay.publicKeyFiles] : []),
  ];
  for (const one of files)
    if (['demo', 'sim'].some((folder) => resolve(one).startsWith(resolve(dataDir, folder) + sep)))
      throw new StartFault(`生产环境不能使用演示密钥 ${one}`, `production refuses the demo's key ${one}`);
}
