import type { Verifier } from '../suite.ts';

/** How far WeChat's clock and ours may differ; its own clients allow as much. */
const driftSecondsMost = 300;
/** Signatures that WeChat makes wrong on purpose, to see whether we look (pay.weixin.qq.com/doc/v3/merchant/4016241880). */
const probePrefix = 'WECHATPAY/SIGNTEST/';

export type Unproven = 'headers' | 'probe' | 'stale' | 'unknown_key' | 'signature';

/**
 * Judges the four headers of a reply or a notification over the bytes as they came. The key is chosen by its name among all that are configured:
 * while a merchant moves from platform certificate to public key, WeChat signs with either, at random.
 * @returns why it is not proven; undefined when it is.
 */
export function proveWechat(
  header: (name: string) => string | undefined,
  raw: Buffer,
  keys: ReadonlyMap<string, Verifier>,
  now: Date,
): Unproven | undefined {
  const timestamp = header('wechatpay-timestamp');
  const nonce = header('wechatpay-nonce');
  const signature = header('wechatpay-signature');
  const serial = header('wechatpay-serial');
  if (timestamp === undefined || nonce === undefined || signature === undefined || serial === undefined)
    return 'headers';
  if (signature.startsWith(probePrefix)) return 'probe';
  // `abc` minus a number is NaN, which no comparison finds too large.
  if (!/^\d{1,12}$/.test(timestamp)) return 'headers';
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > driftSecondsMost) return 'stale';
  const key = keys.get(serial);
  if (!key) return 'unknown_key';
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), raw, Buffer.from('\n')]);
  return key.verify(message, signature) ? undefined : 'signature';
}
