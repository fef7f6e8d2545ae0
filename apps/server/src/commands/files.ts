import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

/** Whether every stored file has its row and every row its file: after a restore, and as the proof that deletions left nothing behind. */
export const files: Command = {
  usage: 'files verify [--deep]',
  summary: {
    zh: '核对加密文件与数据库：多出的、缺失的都列出；--deep 还逐个解密',
    en: 'compares stored files with the database and lists orphans and missing ones; --deep also decrypts each',
  },
  async run([verb, ...more]) {
    const isDeep = more[0] === '--deep';
    if (verb !== 'verify' || more.length > (isDeep ? 1 : 0))
      throw new StartFault(
        '用法：npm run server -- files verify [--deep]',
        'Usage: npm run server -- files verify [--deep]',
      );
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
  },
};
