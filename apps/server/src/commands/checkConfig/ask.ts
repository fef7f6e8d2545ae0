import { randomBytes } from 'node:crypto';
import { type Channel, GatewayFault, type GatewayName, GatewayRefusal } from '../../payments/channels/channel.ts';
import { createChannels } from '../../payments/channels/create.ts';
import { type Finding, found, type Surroundings, tried } from './finding.ts';

/** Asks each gateway for a trade that cannot exist: signed, harmless, and answered only to a merchant whom it knows. */
export function askGateways({ config, now }: Surroundings): Promise<readonly Finding[]> {
  return tried('--ask', async () => Promise.all([...createChannels(config, () => now).values()].map(askOne)));
}

const addresses: Record<GatewayName, string> = { wechat: 'WECHAT_URL', alipay: 'ALIPAY_URL' };

async function askOne(channel: Channel): Promise<Finding> {
  const subject = addresses[channel.name];
  try {
    const { state } = await channel.query(`JSCHECK${randomBytes(8).toString('hex').toUpperCase()}`);
    return state === 'absent'
      ? found(subject, 'good', '平台认识我们，它的回答可以验证', 'the gateway knows us, and its answer is proven')
      : found(subject, 'wrong', '平台说不存在的交易存在', 'the gateway knows a trade that cannot exist');
  } catch (fault) {
    if (!(fault instanceof GatewayFault)) throw fault;
    return sayFault(subject, fault);
  }
}

/** WeChat signs no errors for sure: this one says that our signature was accepted, and nothing of its own key. */
const unsignedAbsence = ['ORDERNOTEXIST', 'ORDER_NOT_EXIST'];

function sayFault(subject: string, { code, ...fault }: GatewayFault): Finding {
  if (unsignedAbsence.includes(code))
    return found(
      subject,
      'note',
      '平台接受了我们的签名；它的回答没有签名，平台公钥要等第一笔交易才能核对',
      'the gateway accepted our signature; its answer was unsigned, so that its key is tried by the first trade only',
    );
  const [zh, en] = reasons[code] ?? [
    `平台回答 ${code}`,
    fault.name === GatewayRefusal.name ? `the gateway refuses: ${code}` : `the gateway said ${code}`,
  ];
  return found(subject, 'wrong', zh, en);
}

const reasons: Readonly<Record<string, readonly [string, string]>> = {
  unreachable: [
    '连接不上，请检查地址、防火墙和代理',
    'it cannot be reached; look at the address, the firewall and the proxy',
  ],
  time_out: ['没有按时回答', 'it did not answer in time'],
  not_proven: [
    '回答没有通过验签，请核对平台公钥和本机时间',
    "its answer is not proven; compare its key, and this machine's clock",
  ],
  malformed: ['回答不是支付平台的格式，请检查地址', 'its answer has another shape; look at the address'],
  SIGN_ERROR: [
    '不接受我们的签名，请核对商户号、证书序列号和私钥',
    'it refuses our signature; compare merchant, serial number and private key',
  ],
  NO_AUTH: ['商户没有开通此产品', 'the merchant has not been given this product'],
  'isv.invalid-signature': [
    '不接受我们的签名，请核对应用私钥与平台上登记的应用公钥',
    'it refuses our signature; compare the private key with the public one registered there',
  ],
  'isv.invalid-app-id': ['不认识这个应用编号', 'it does not know this application'],
  'isv.insufficient-isv-permissions': ['应用没有开通此产品', 'the application has not been given this product'],
};
