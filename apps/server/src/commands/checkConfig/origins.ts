import { isPublicHttps } from '../../payments/channels/host.ts';
import { type Finding, found, type Surroundings } from './finding.ts';

/** Production's own rules were judged when the settings were read; here is what else a person should know. */
export function checkOrigins({ config }: Surroundings): readonly Finding[] {
  const { portal, console, gateways } = config;
  const sides = (
    [
      ['PORTAL_ORIGIN', portal.origin],
      ['CONSOLE_ORIGIN', console.origin],
    ] as const
  ).map(([name, origin]) =>
    origin.startsWith('https://')
      ? found(name, 'good', `地址 ${origin}`, `the address is ${origin}`)
      : found(name, 'note', `${origin} 不是 https，只能用于演示`, `${origin} is not https: good for the demo only`),
  );
  if (!gateways.wechat && !gateways.alipay) return sides;
  const notify = isPublicHttps(gateways.notifyOrigin)
    ? found(
        'PAY_NOTIFY_ORIGIN',
        'good',
        `支付通知发往 ${gateways.notifyOrigin}/pay/…/notify`,
        'notifications of payments go there',
      )
    : found(
        'PAY_NOTIFY_ORIGIN',
        'note',
        `支付平台从互联网访问不到 ${gateways.notifyOrigin}，收款只能靠查询`,
        'gateways on the internet cannot reach that address: payments will be known by asking alone',
      );
  return [...sides, notify];
}
