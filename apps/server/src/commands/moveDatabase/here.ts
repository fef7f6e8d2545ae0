import { join } from 'node:path';
import { createFindings } from '../../audit/verify/findings.ts';
import { verifyLog } from '../../audit/verify/log.ts';
import { withSnapshot } from '../../audit/verify/open.ts';
import { writeLeaf } from '../../audit/write.ts';
import { refuseHalf } from '../../backup/mark.ts';
import { type Moved, moveDatabase } from '../../backup/moveDatabase.ts';
import { markMoved } from '../../backup/moved.ts';
import { findOrMakeCa } from '../../ca.ts';
import { type Config, readConfig } from '../../config.ts';
import { lockDataDir } from '../../db/lock.ts';
import { openDatabase } from '../../db/open.ts';
import { loadAuditKey, readVkeys } from '../../keys/audit.ts';
import { createLog } from '../../logging.ts';
import { StartFault } from '../../startFault.ts';

const say = (zh: string, en: string) => process.stdout.write(`${zh} (${en})\n`);

/** Moves, proves, and only then marks the old place. @returns the exit code */
export async function moveHere(env: NodeJS.ProcessEnv, to: string): Promise<number> {
  if (env['DATABASE_URL'] !== undefined)
    throw new StartFault(
      '已设置 DATABASE_URL：这里用的不是内置数据库',
      'DATABASE_URL is set: this installation does not use the embedded database',
    );
  const config = readConfig({ ...env, DATABASE_URL: to });
  const { dataDir } = config;
  const lock = lockDataDir(dataDir);
  try {
    refuseHalf(dataDir);
    tell(await moveDatabase(dataDir, to, config.database));
    if (!(await isLogWhole({ ...env, DATABASE_URL: to }, config))) return 1;
    await note(config, to);
    const place = config.database.target?.hosts.join(', ') ?? '';
    markMoved(dataDir, place);
    say(
      `✓ 已搬到 ${place}。请设置 DATABASE_URL 后启动；keys 与 files 仍在 ${dataDir}，旧数据库 ${join(dataDir, 'db')} 没有改动`,
      `moved to ${place}. Set DATABASE_URL and start; keys and files stay in ${dataDir}, the old database is untouched`,
    );
    return 0;
  } finally {
    lock.release();
  }
}

function tell({ tables, sequences }: Moved): void {
  for (const [table, { rows, digest }] of Object.entries(tables))
    if (rows > 0) process.stdout.write(`  ${table.padEnd(24)} ${String(rows).padStart(9)}  ${digest}\n`);
  const rows = Object.values(tables).reduce((sum, one) => sum + one.rows, 0);
  const [count, counters] = [Object.keys(tables).length, Object.keys(sequences).length];
  say(
    `✓ ${count} 张表 ${rows} 行、${counters} 个序列，行数与内容逐表一致`,
    `${count} tables, ${rows} rows, ${counters} sequences: the same count and the same content in each`,
  );
}

async function isLogWhole(env: NodeJS.ProcessEnv, { dataDir, audit }: Config): Promise<boolean> {
  const findings = createFindings();
  const trusted = readVkeys(join(dataDir, 'keys'));
  const { size } = await withSnapshot(env, (stored) =>
    verifyLog({ stored, mirrorDir: audit.mirrorDir, trusted }, findings),
  );
  for (const { zh, en } of findings.list) say(`✗ ${zh}`, en);
  if (findings.count === 0) say(`✓ 审计日志完好：${size} 条`, `the audit log is whole: ${size} entries`);
  else
    say(
      '旧数据库仍可使用；目标数据库请清空后再搬',
      'the old database can still be used; empty the target before another move',
    );
  return findings.count === 0;
}

/** The log itself says that it lives elsewhere from here on. */
async function note({ dataDir, audit, caCode, database }: Config, databaseUrl: string): Promise<void> {
  const { db, close } = await openDatabase({ databaseUrl, database, log: createLog('warn'), poolSize: 1 });
  try {
    const ctx = { caId: await findOrMakeCa(db, caCode), auditKey: loadAuditKey(dataDir, audit.origin) };
    const origin = { ctx, at: new Date(), actor: 'operator', operation: 'database.move', requestId: null };
    await db.transaction().execute((trx) => writeLeaf(trx, origin, {}));
  } finally {
    await close();
  }
}
