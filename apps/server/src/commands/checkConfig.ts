import { StartFault } from '../startFault.ts';
import type { Verdict } from './checkConfig/finding.ts';
import type { Command } from './command.ts';

export const checkConfig: Command = {
  usage: 'check-config [--ask]',
  summary: {
    zh: '检查设置、密钥、证书、模板和数据库；--ask 再试写对象存储、向支付平台做一次无害的查询',
    en: 'checks settings, keys, certificates, templates and database; --ask also tries the object store and asks the gateways a harmless question',
  },
  async run(args) {
    if (args.some((arg) => arg !== '--ask'))
      throw new StartFault(
        '用法：npm run server -- check-config [--ask]',
        'Usage: npm run server -- check-config [--ask]',
      );
    // Not before it is wanted: other commands are quick.
    const { look } = await import('./checkConfig/look.ts');
    const findings = await look(process.env, args.includes('--ask'), new Date());
    for (const one of findings)
      process.stdout.write(`${marks[one.verdict]}  ${one.subject.padEnd(24)}  ${one.sentence}\n`);
    const wrong = findings.filter(({ verdict }) => verdict === 'wrong').length;
    process.stdout.write(wrong === 0 ? '没有发现错误 (nothing is wrong)\n' : `${wrong} 项错误 (${wrong} wrong)\n`);
    return wrong === 0 ? 0 : 1;
  },
};

const marks: Record<Verdict, string> = { good: '✓', wrong: '✗', note: '·' };
