import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../disk/atomic.ts';

const text = z.string().min(1);
const kept = z.strictObject({
  rsa: z.strictObject({
    wechatMerchant: text,
    wechatPublic: text,
    wechatPlatform: text,
    alipayApp: text,
    alipayPlatform: text,
  }),
  secrets: z.strictObject({ wechatApiV3: text, aliyun: text, tencent: text, smpp: text, mail: text }),
});
type Kept = z.output<typeof kept>;

/** Both ends of everything that is signed between the merchant and the gateways. */
export interface Keys {
  readonly rsa: Readonly<Record<keyof Kept['rsa'], KeyObject>>;
  /** 32 characters; SMPP's 8 (its password field holds no more). */
  readonly secrets: Readonly<Kept['secrets']>;
  /** A key that nobody trusts, for forged answers; another one after each start. */
  evil(): KeyObject;
}

const generate = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
/** PKCS#8 PEM. */
export const privatePem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
/** SPKI PEM. */
export const publicPem = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();

/** Made at the first start in `folder` (0600), read at all later ones. @throws Error naming a damaged file. */
export function openKeys(folder: string): Keys {
  const path = join(folder, 'gateways.json');
  if (!existsSync(path)) writeAtomically(path, `${JSON.stringify(make(), null, 2)}\n`);
  let read: Kept;
  try {
    read = kept.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new Error(
      `模拟器的密钥文件已损坏：${path}，请清空数据目录后重试 (the sim's keys are damaged; empty the data folder)`,
    );
  }
  let evil: KeyObject | undefined;
  const { rsa } = read;
  return {
    rsa: {
      wechatMerchant: createPrivateKey(rsa.wechatMerchant),
      wechatPublic: createPrivateKey(rsa.wechatPublic),
      wechatPlatform: createPrivateKey(rsa.wechatPlatform),
      alipayApp: createPrivateKey(rsa.alipayApp),
      alipayPlatform: createPrivateKey(rsa.alipayPlatform),
    },
    secrets: read.secrets,
    evil() {
      evil ??= generate();
      return evil;
    },
  };
}

function make(): Kept {
  const pem = () => privatePem(generate());
  const secret = () => randomBytes(16).toString('hex');
  return {
    rsa: {
      wechatMerchant: pem(),
      wechatPublic: pem(),
      wechatPlatform: pem(),
      alipayApp: pem(),
      alipayPlatform: pem(),
    },
    secrets: {
      wechatApiV3: secret(),
      aliyun: secret(),
      tencent: secret(),
      smpp: randomBytes(4).toString('hex'),
      mail: secret(),
    },
  };
}
