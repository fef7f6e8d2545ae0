import type { KeyObject } from 'node:crypto';
import { readPrivateKey, readPublicKey } from '../../payments/channels/keys.ts';
import { type Finding, found, type Surroundings, tried } from './finding.ts';
import { isPair, keyFound } from './wechat.ts';

export async function checkAlipay({ config }: Surroundings): Promise<readonly Finding[]> {
  const own = config.gateways.alipay;
  if (!own) return [found('alipay', 'note', '没有启用支付宝', 'Alipay is not switched on')];
  let key: KeyObject | undefined;
  const findings = [
    ...(await tried('ALIPAY_KEY_FILE', () => {
      key = readPrivateKey('ALIPAY_KEY_FILE', own.keyFile);
      return keyFound('ALIPAY_KEY_FILE', key, config);
    })),
  ];
  const subject = 'ALIPAY_PUBLIC_KEY_FILE';
  for (const file of own.publicKeyFiles)
    findings.push(
      ...(await tried(subject, () => {
        const platform = readPublicKey(subject, file).key;
        return key && isPair(key, platform)
          ? found(
              subject,
              'wrong',
              '是应用自己的公钥，应为支付宝公钥',
              "is the application's own key; it should be Alipay's",
            )
          : keyFound(subject, platform, config);
      })),
    );
  return findings;
}
