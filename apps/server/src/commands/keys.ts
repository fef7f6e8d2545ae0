import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const usage = 'keys replace portal|audit';

/** The keys that every node signs with. */
export const keys: Command = {
  usage,
  summary: {
    zh: '把本机的签名密钥换成所有节点共用的那一把（先停止各节点）',
    en: "makes this machine's signing key the one of all nodes (stop them first)",
  },
  async run([verb, name, ...more]) {
    if (verb !== 'replace' || (name !== 'portal' && name !== 'audit') || more.length > 0)
      throw new StartFault(`用法：npm run server -- ${usage}`, `Usage: npm run server -- ${usage}`);
    const { replaceHere } = await import('./keys/replace.ts');
    await replaceHere(process.env, name);
    process.stdout.write(
      `已更换。请在其他节点移走 keys/${name}.key，再启动 (replaced; move keys/${name}.key away on the other nodes, then start them)\n`,
    );
    return 0;
  },
};
