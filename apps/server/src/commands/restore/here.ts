import { join } from 'node:path';
import { extendMirror } from '../../audit/mirror/extend.ts';
import { readHead } from '../../audit/mirror/head.ts';
import { judgeLog, logFaults } from '../../audit/tree/judge.ts';
import { createFindings } from '../../audit/verify/findings.ts';
import { verifyLog } from '../../audit/verify/log.ts';
import { withSnapshot } from '../../audit/verify/open.ts';
import { writeLeaf } from '../../audit/write.ts';
import { removeAgain } from '../../backup/deletions.ts';
import { type Restored, restoreBackup } from '../../backup/restore.ts';
import { identitiesOf } from '../../backup/seal.ts';
import { placeOf } from '../../backup/target.ts';
import { type Config, readConfig } from '../../config.ts';
import type { Context } from '../../context.ts';
import { lockDataDir } from '../../db/lock.ts';
import { readVkeys } from '../../keys/audit.ts';
import { readSecretFile } from '../../keys/store.ts';
import { inWords } from '../../materials/store/words.ts';
import { verifyFiles } from '../../materials/verify.ts';
import { withContext } from '../../offline.ts';
import { applyRetention } from '../../retention/apply.ts';
import { StartFault } from '../../startFault.ts';

const say = (zh: string, en: string) => process.stdout.write(`${zh} (${en})\n`);

/** Restores, then proves what came back: every row counted, every file decrypted, the audit log verified. @returns the exit code */
export async function restoreHere(from: string, identityFile: string, mirror: string | undefined): Promise<number> {
  const config = readConfig(process.env);
  const identities = identitiesOf(readSecretFile(identityFile) ?? '');
  if (identities.length === 0)
    throw new StartFault(`${identityFile} 里没有 age 私钥`, `${identityFile} holds no private key of age`);
  const place = placeOf(from, config, new Date());
  const restored = await underLock(config, () => inWords(() => restoreBackup(config, place, identities)));
  tellTables(restored);
  const isWhole = await withContext(process.env, (ctx) => settle(ctx, restored, mirror));
  return isWhole && (await isLogWhole(config)) ? 0 : 1;
}

async function underLock<T>({ dataDir }: Config, run: () => Promise<T>): Promise<T> {
  const lock = lockDataDir(dataDir);
  try {
    return await run();
  } finally {
    lock.release();
  }
}

function tellTables({ head, manifest }: Restored): void {
  const tables = Object.values(manifest.tables);
  const rows = tables.reduce((sum, { rows: count }) => sum + count, 0);
  say(
    `✓ 数据库：${tables.length} 张表 ${rows} 行，与 ${head.at} 的备份一致`,
    `database: ${tables.length} tables, ${rows} rows, as backed up at ${head.at}`,
  );
}

/** What the guide asks for before the doors open. @returns whether all files are there and open. */
async function settle(ctx: Context, { head, manifest }: Restored, mirror: string | undefined): Promise<boolean> {
  const origin = { ctx, at: ctx.clock(), actor: 'operator', operation: 'backup.restore', requestId: null };
  await ctx.db.transaction().execute((trx) => writeLeaf(trx, origin, { subject: head.id, detail: { at: head.at } }));
  const { mirrorDir } = ctx.config.audit;
  if ((await readHead(mirrorDir)).note === undefined) await extendMirror(ctx, true);
  await tellLog(ctx);
  if (mirror !== undefined) await tellDeletions(ctx, mirror);
  else
    say(
      '· 备份之后注销的账户又回来了：请用 --deletions 和较新的审计镜像补做，或按指南逐个处理',
      'who removed the account after the backup is back: give a newer audit mirror with --deletions, or see the guide',
    );
  const gone = Object.values(await applyRetention(ctx)).reduce((sum, count) => sum + count, 0);
  say(`✓ 期间到期的记录已删除：${gone}`, `records that were due meanwhile are deleted: ${gone}`);
  return areFilesWhole(ctx, new Set(manifest.absent));
}

async function tellLog(ctx: Context): Promise<void> {
  const { fault } = await judgeLog(ctx, ctx.db, await readHead(ctx.config.audit.mirrorDir));
  if (fault !== undefined) say(`· 审计日志：${logFaults[fault].zh}`, `audit log: ${logFaults[fault].en}`);
}

async function tellDeletions(ctx: Context, mirror: string): Promise<void> {
  const { removed, left, others } = await removeAgain(ctx, mirror);
  say(`✓ 备份之后注销的账户已再次注销：${removed}`, `accounts removed since the backup are removed again: ${removed}`);
  for (const account of left)
    say(`✗ 账户 ${account} 有未完成的订单，请处理后注销`, `account ${account} has orders under way: remove it by hand`);
  for (const { operation, subject } of others)
    say(
      `· 备份之后客户做过 ${operation} ${subject}，请核对`,
      `a customer did ${operation} ${subject} since: please look`,
    );
}

async function areFilesWhole(ctx: Context, absent: ReadonlySet<string>): Promise<boolean> {
  const { stored, orphans, missing, broken } = await verifyFiles(ctx, true);
  const lost = missing.filter((key) => !absent.has(key));
  for (const key of lost) say(`✗ 缺失的文件 ${key}`, 'a row without its file');
  for (const key of broken) say(`✗ 不能解密的文件 ${key}`, 'a file that does not open');
  if (missing.length > lost.length)
    say(
      `· ${missing.length - lost.length} 个文件在备份时已不在`,
      `${missing.length - lost.length} files were no longer there when the backup was made`,
    );
  say(
    `${lost.length + broken.length === 0 ? '✓' : '✗'} 文件：${stored} 个，全部解密核对，多出 ${orphans.length}`,
    `files: ${stored}, each decrypted, orphans ${orphans.length}`,
  );
  return lost.length + broken.length === 0;
}

async function isLogWhole({ dataDir, audit }: Config): Promise<boolean> {
  const findings = createFindings();
  const trusted = readVkeys(join(dataDir, 'keys'));
  const { size } = await withSnapshot(process.env, (stored) =>
    verifyLog({ stored, mirrorDir: audit.mirrorDir, trusted }, findings),
  );
  for (const { zh, en } of findings.list) say(`✗ ${zh}`, en);
  if (findings.count === 0) say(`✓ 审计日志完好：${size} 条`, `the audit log is whole: ${size} entries`);
  return findings.count === 0;
}
