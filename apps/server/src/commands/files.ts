import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const usage = 'files verify [--deep] | files move --to s3|disk | files empty --store disk|s3';

/** Whether every stored file has its row and every row its file; and how files come from one store to the other. */
export const files: Command = {
  usage,
  summary: {
    zh: '核对加密文件与数据库（--deep 还逐个解密）；运行中把文件移到另一个存储；清空旧存储',
    en: 'compares stored files with the database (--deep also decrypts each); moves them to the other store; empties the old one',
  },
  async run([verb, ...more]) {
    if (verb === 'verify') return verify(more);
    const { emptyOld, moveTo } = await import('./files/move.ts');
    if (verb === 'move') return moveTo(more);
    if (verb === 'empty') return emptyOld(more);
    throw misused();
  },
};

const misused = () => new StartFault(`用法：npm run server -- ${usage}`, `Usage: npm run server -- ${usage}`);

async function verify(more: readonly string[]): Promise<number> {
  const isDeep = more[0] === '--deep';
  if (more.length > (isDeep ? 1 : 0)) throw misused();
  const { withContext } = await import('../offline.ts');
  const { verifyFiles } = await import('../materials/verify.ts');
  return withContext(process.env, async (ctx) => {
    const { stored, orphans, missing, broken, leaving } = await verifyFiles(ctx, isDeep);
    const tell = (keys: readonly string[], zh: string, en: string) => {
      for (const key of keys) process.stderr.write(`✗ ${zh} ${key} (${en})\n`);
    };
    tell(orphans, '没有记录的文件', 'a file without a row');
    tell(missing, '缺失的文件', 'a row without its file');
    tell(broken, '不能解密的文件', 'a file that does not open');
    process.stdout.write(
      `文件 files: ${stored}，多出 orphans: ${orphans.length}，缺失 missing: ${missing.length}，` +
        `${isDeep ? `损坏 broken: ${broken.length}，` : ''}等待清除 leaving: ${leaving.length}\n`,
    );
    return orphans.length + missing.length + broken.length === 0 ? 0 : 1;
  });
}
