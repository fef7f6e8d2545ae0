import type { Danger, Step } from '../db/plan.ts';
import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const usage = 'migrate [--plan]';

/** What `start` does by itself, done before the nodes are exchanged; or only shown. */
export const migrate: Command = {
  usage,
  summary: {
    zh: '把数据库迁移到本程序的版本；--plan 只列出将要执行的语句和它们的锁',
    en: "brings the database to this program's version; --plan only lists what would run and what it locks",
  },
  async run(args) {
    if (args.some((arg) => arg !== '--plan') || args.length > 1)
      throw new StartFault(`用法：npm run server -- ${usage}`, `Usage: npm run server -- ${usage}`);
    const { readConfig } = await import('../config.ts');
    const { lockDataDir } = await import('../db/lock.ts');
    const { migrate: bring, pending } = await import('../db/migrate.ts');
    const { openDatabase } = await import('../db/open.ts');
    const { createLog } = await import('../logging.ts');
    const { dataDir, databaseUrl, database } = readConfig(process.env);
    const lock = databaseUrl === undefined ? lockDataDir(dataDir) : undefined;
    try {
      const opened = await openDatabase({ dataDir, databaseUrl, database, log: createLog('warn'), poolSize: 2 });
      try {
        if (!args.includes('--plan')) {
          for (const name of await bring(opened)) process.stdout.write(`✓ ${name}\n`);
          process.stdout.write('数据库已是本程序的版本 (the database has the version of this program)\n');
          return 0;
        }
        const { planOf } = await import('../db/plan.ts');
        const files = await pending(opened.db);
        for (const file of files) {
          process.stdout.write(
            `${file.name}${file.isContract ? '  收缩：旧版本节点须先全部停止 (contract: old nodes have to be stopped first)' : ''}\n`,
          );
          for (const step of await planOf(opened.db, file)) process.stdout.write(lineOf(step));
        }
        process.stdout.write(
          files.length === 0
            ? '没有要执行的迁移 (nothing to do)\n'
            : `${files.length} 个迁移 (migrations), 未执行 (not run)\n`,
        );
        return 0;
      } finally {
        await opened.close();
      }
    } finally {
      lock?.release();
    }
  },
};

const words: Readonly<Record<Danger, string>> = {
  breaks: '✗ 旧版本节点会出错 (old nodes break)',
  rewrites: '! 重写整张表，其间不能读写 (rewrites the table; nobody reads or writes meanwhile)',
  blocks: '! 检查整张表，其间不能写或读 (looks at every row; others wait meanwhile)',
  writes_wait: '! 其间写入要等 (writes wait meanwhile)',
  none: '· 不影响别人 (nobody waits)',
};

const lineOf = ({ statement, danger, rows }: Step): string =>
  `  ${words[danger]}${rows === undefined ? '' : `，约 ${rows} 行 (about ${rows} rows)`}\n      ${statement}\n`;
