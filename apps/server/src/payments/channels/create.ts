import type { KeyObject } from 'node:crypto';
import type { Config } from '../../config.ts';
import { StartFault } from '../../startFault.ts';
import { createAlipay } from './alipay.ts';
import type { Channel, GatewayName } from './channel.ts';
import type { AlipaySettings, WechatSettings } from './environment.ts';
import { isOfSim, readApiV3Key, readPrivateKey, readPublicKey } from './keys.ts';
import { aesGcmOpener, rsaSigner, rsaVerifier } from './suite.ts';
import { createWechat } from './wechat.ts';

export type Channels = ReadonlyMap<GatewayName, Channel>;
type Known = Pick<Config, 'gateways' | 'portal' | 'isProduction' | 'dataDir'>;

/** Where a gateway's notifications arrive: a path without a query, as WeChat demands. */
export const notifyPath = (name: GatewayName): `/pay/${GatewayName}/notify` => `/pay/${name}/notify`;

/** The gateways that this installation has. Key files are read here, once. @throws {StartFault} naming the key that is wrong. */
export function createChannels(config: Known, clock: () => Date = () => new Date()): Channels {
  const { wechat, alipay } = config.gateways;
  const channels = new Map<GatewayName, Channel>();
  if (wechat) channels.set('wechat', openWechat(config, wechat, clock));
  if (alipay) channels.set('alipay', openAlipay(config, alipay, clock));
  return channels;
}

const worldClock = () => new Date();

export function openWechat(config: Known, own: WechatSettings, clock: () => Date): Channel {
  const key = readPrivateKey('WECHAT_KEY_FILE', own.keyFile);
  const platform = own.platformKeys.map(({ id, file }) => ({ id, ...readPublicKey('WECHAT_PLATFORM_KEYS', file) }));
  for (const { id, certificate } of platform)
    if (certificate && certificate.serialNumber !== id)
      throw new StartFault(
        `WECHAT_PLATFORM_KEYS 中 ${id} 的证书序列号实为 ${certificate.serialNumber}`,
        `the certificate that WECHAT_PLATFORM_KEYS calls ${id} has the serial number ${certificate.serialNumber}`,
      );
  refuseSim(config, [key, ...platform.map((one) => one.key)]);
  return createWechat({
    url: own.url,
    mchId: own.mchId,
    appId: own.appId,
    serial: own.serial,
    signer: rsaSigner(key),
    keys: new Map(platform.map((one) => [one.id, rsaVerifier(one.key)])),
    opener: aesGcmOpener(readApiV3Key('WECHAT_API_V3_KEY_FILE', own.apiV3KeyFile)),
    notifyUrl: config.gateways.notifyOrigin + notifyPath('wechat'),
    clock,
    worldClock,
  });
}

export function openAlipay(config: Known, own: AlipaySettings, clock: () => Date): Channel {
  const key = readPrivateKey('ALIPAY_KEY_FILE', own.keyFile);
  const platform = own.publicKeyFiles.map((file) => readPublicKey('ALIPAY_PUBLIC_KEY_FILE', file).key);
  if (platform.some((one) => rsaVerifier(one).verify(Buffer.from('pair'), rsaSigner(key).sign('pair'))))
    throw new StartFault(
      'ALIPAY_PUBLIC_KEY_FILE 应为支付宝公钥，却是应用自己的公钥',
      "ALIPAY_PUBLIC_KEY_FILE takes Alipay's public key, not the application's own",
    );
  refuseSim(config, [key, ...platform]);
  return createAlipay({
    url: own.url,
    appId: own.appId,
    sellerId: own.sellerId,
    signer: rsaSigner(key),
    keys: platform.map(rsaVerifier),
    notifyUrl: config.gateways.notifyOrigin + notifyPath('alipay'),
    returnUrl: `${config.portal.origin}/orders`,
    clock,
    worldClock,
  });
}

function refuseSim({ isProduction, dataDir }: Known, keys: readonly KeyObject[]): void {
  if (isProduction && keys.some((key) => isOfSim(dataDir, key)))
    throw new StartFault('生产环境不能使用演示的密钥', "production refuses the demo's keys");
}
