import { readConfig } from '../config.ts';
import { checkTemplates } from '../sms/providerTemplates.ts';
import { receiptUrls } from '../sms/receiptSecret.ts';
import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

export const sms: Command = {
  usage: 'sms check',
  summary: {
    zh: '检查短信模板，并显示要填写在短信平台上的状态报告地址',
    en: 'checks the SMS templates and shows the addresses for delivery reports to enter at the providers',
  },
  async run([verb, ...more]) {
    if (verb !== 'check' || more.length > 0)
      throw new StartFault('用法：npm run server -- sms check', 'Usage: npm run server -- sms check');
    const config = readConfig(process.env);
    const wrong = checkTemplates(config);
    for (const { zh, en } of wrong) process.stderr.write(`${zh} (${en})\n`);
    process.stdout.write(`短信通道 providers: ${config.sms.providers.join(', ')}\n`);
    const { withContext } = await import('../offline.ts');
    return withContext(process.env, async (ctx) => {
      for (const { provider, url } of receiptUrls(config, ctx.receiptSecret))
        process.stdout.write(`状态报告地址 reports of ${provider}: ${url}\n`);
      return wrong.length === 0 ? 0 : 1;
    });
  },
};
