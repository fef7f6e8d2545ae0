import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const usage = 'vault status | rotate [--to file|hsm] | retire | split --needed M --shares N [--qr] | unseal';

/** What opens the root key, from which all sealing keys come. */
export const vault: Command = {
  usage,
  summary: {
    zh: '查看、更换、停用包裹根密钥的密钥；分给多人保管；解封正在等待的服务器',
    en: 'shows, exchanges and retires what wraps the root key; splits it among custodians; unseals a server that waits',
  },
  async run([verb, ...more]) {
    const { retireOld, rotateTo, show, splitAmong } = await import('./rootKey/change.ts');
    if (verb === 'unseal' && more.length === 0) return (await import('./rootKey/unseal.ts')).unseal();
    if (verb === 'status' && more.length === 0) return show();
    if (verb === 'retire' && more.length === 0) return retireOld();
    if (verb === 'rotate') return rotateTo(more, misused);
    if (verb === 'split') return splitAmong(more, misused);
    throw misused();
  },
};

const misused = () => new StartFault(`用法：npm run server -- ${usage}`, `Usage: npm run server -- ${usage}`);
