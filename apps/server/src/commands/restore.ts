import { parseArgs } from 'node:util';
import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const usage = 'restore FILE|s3:NAME --identity FILE [--deletions MIRROR]';

/** Into an empty place only: whatever is there stays what it is. */
export const restore: Command = {
  usage,
  summary: {
    zh: '把备份恢复到空的数据目录、数据库和文件存储，逐项核对；--deletions 按较新的审计镜像补做其后的注销',
    en: 'restores a backup to an empty data folder, database and file store, and verifies it; --deletions removes again who left since',
  },
  async run(args) {
    const { from, identityFile, deletions } = read(args);
    const { restoreHere } = await import('./restore/here.ts');
    return restoreHere(from, identityFile, deletions);
  },
};

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { identity: { type: 'string' }, deletions: { type: 'string' } },
    });
    const [from, ...more] = positionals;
    if (from !== undefined && values.identity !== undefined && more.length === 0)
      return { from, identityFile: values.identity, deletions: values.deletions };
  } catch {
    // Said below.
  }
  throw new StartFault(`用法：npm run server -- ${usage}`, `Usage: npm run server -- ${usage}`);
}
