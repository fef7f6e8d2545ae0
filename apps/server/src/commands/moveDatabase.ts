import { parseArgs } from 'node:util';
import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const usage = 'move-database --to DATABASE_URL';

/** From the database in DATA_DIR to PostgreSQL; keys and files stay where they are. */
export const moveDatabase: Command = {
  usage,
  summary: {
    zh: '把内置数据库搬到空的 PostgreSQL，逐表核对行数与内容，再校验审计日志；先停止服务器',
    en: 'moves the embedded database to an empty PostgreSQL, compares every table and verifies the audit log; stop the server first',
  },
  async run(args) {
    const to = read(args);
    const { moveHere } = await import('./moveDatabase/here.ts');
    return moveHere(process.env, to);
  },
};

function read(args: readonly string[]): string {
  try {
    const { to } = parseArgs({ args: [...args], options: { to: { type: 'string' } } }).values;
    if (to !== undefined) return to;
  } catch {
    // Said below.
  }
  throw new StartFault(`用法：npm run server -- ${usage}`, `Usage: npm run server -- ${usage}`);
}
