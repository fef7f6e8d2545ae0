import type { KeyObject, X509Certificate } from 'node:crypto';
import type { WechatSettings } from '../../payments/channels/environment.ts';
import { isOfSim, readApiV3Key, readPrivateKey, readPublicKey } from '../../payments/channels/keys.ts';
import { expiryOf } from './expiry.ts';
import { type Finding, found, type Surroundings, tried } from './finding.ts';

export async function checkWechat(around: Surroundings): Promise<readonly Finding[]> {
  const { config } = around;
  const own = config.gateways.wechat;
  if (!own) return [found('wechat', 'note', '没有启用微信支付', 'WeChat Pay is not switched on')];
  let key: KeyObject | undefined;
  const findings = await tried('WECHAT_KEY_FILE', () => {
    key = readPrivateKey('WECHAT_KEY_FILE', own.keyFile);
    return keyFound('WECHAT_KEY_FILE', key, config);
  });
  const rest = [
    ...(await tried('WECHAT_API_V3_KEY_FILE', () => {
      readApiV3Key('WECHAT_API_V3_KEY_FILE', own.apiV3KeyFile);
      return found('WECHAT_API_V3_KEY_FILE', 'good', '长度正确', 'has the right length');
    })),
    ...(await checkOwnCertificate(own, key, around.now)),
  ];
  for (const one of own.platformKeys) rest.push(...(await checkPlatformKey(one, key, around)));
  return [...findings, ...rest];
}

/** What a usable key has to say of itself. */
export function keyFound(subject: string, key: KeyObject, { dataDir, isProduction }: Surroundings['config']): Finding {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return isOfSim(dataDir, key)
    ? found(
        subject,
        isProduction ? 'wrong' : 'note',
        '是演示的密钥，生产环境会拒绝',
        "is the demo's key: production refuses it",
      )
    : found(subject, 'good', `可用，RSA ${bits} 位`, `usable, RSA ${bits} bits`);
}

/** The serial number that every request names must be that of the certificate to which the private key belongs. */
async function checkOwnCertificate(
  own: WechatSettings,
  key: KeyObject | undefined,
  now: Date,
): Promise<readonly Finding[]> {
  const { certFile } = own;
  const subject = 'WECHAT_CERT_FILE';
  if (certFile === undefined)
    return [
      found(
        subject,
        'note',
        '没有设置商户证书，无法核对序列号与私钥',
        'not set: serial number and private key cannot be compared',
      ),
    ];
  return tried(subject, () => {
    const { certificate } = readPublicKey(subject, certFile);
    if (!certificate) return found(subject, 'wrong', '不是证书', 'is no certificate');
    return [...judgeOwn(subject, certificate, own, key), expiryOf(subject, certificate, now)];
  });
}

function judgeOwn(
  subject: string,
  certificate: X509Certificate,
  own: WechatSettings,
  key: KeyObject | undefined,
): Finding[] {
  const { serialNumber } = certificate;
  const findings = [
    serialNumber === own.serial
      ? found('WECHAT_SERIAL', 'good', '与商户证书一致', "is the merchant certificate's")
      : found(
          'WECHAT_SERIAL',
          'wrong',
          `商户证书的序列号是 ${serialNumber}`,
          `the merchant certificate's serial number is ${serialNumber}`,
        ),
  ];
  if (key)
    findings.push(
      certificate.checkPrivateKey(key)
        ? found(subject, 'good', '与私钥是一对', 'belongs to the private key')
        : found(
            subject,
            'wrong',
            '与 WECHAT_KEY_FILE 的私钥不是一对',
            'does not belong to the private key of WECHAT_KEY_FILE',
          ),
    );
  return findings;
}

function checkPlatformKey(
  { id, file }: WechatSettings['platformKeys'][number],
  own: KeyObject | undefined,
  { config, now }: Surroundings,
): Promise<readonly Finding[]> {
  const subject = 'WECHAT_PLATFORM_KEYS';
  return tried(subject, () => {
    const { key, certificate } = readPublicKey(subject, file);
    if (own && isPair(own, key))
      return found(
        subject,
        'wrong',
        `${id} 是商户自己的公钥，应为微信支付的`,
        `${id} is the merchant's own key; it should be WeChat's`,
      );
    if (!certificate) return named(id, keyFound(subject, key, config));
    if (certificate.serialNumber !== id)
      return found(
        subject,
        'wrong',
        `${id} 的证书序列号实为 ${certificate.serialNumber}`,
        `the certificate called ${id} has the serial number ${certificate.serialNumber}`,
      );
    return named(id, expiryOf(subject, certificate, now));
  });
}

const named = (id: string, finding: Finding): Finding => ({ ...finding, sentence: `${id}: ${finding.sentence}` });

export const isPair = (secret: KeyObject, open: KeyObject): boolean => {
  const { n } = secret.export({ format: 'jwk' });
  return n !== undefined && n === open.export({ format: 'jwk' }).n;
};
