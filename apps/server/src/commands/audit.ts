import { createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { Verifier } from '../audit/note/vkey.ts';
import type { Findings } from '../audit/verify/findings.ts';
import { readConfig } from '../config.ts';
import { readVkey, readVkeys } from '../keys/audit.ts';
import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const usage =
  'audit verify [FILE|MIRROR] [--key AUDIT.vkey …] | audit export FILE [--from DAY] [--to DAY] [--actor A] [--operation O] [--subject S] | audit mirror';

/** Auditors verify here, with public keys alone; operators begin a new mirror here. */
export const audit: Command = {
  usage,
  summary: {
    zh: '离线校验审计日志（数据库与镜像、单独的镜像、或导出文件）；导出；重新建立镜像',
    en: 'verifies the audit log offline (database and mirror, a mirror alone, or an export); exports; begins a new mirror',
  },
  async run(args) {
    const { verb, file, values } = read(args);
    if (verb === 'verify') return verifyWhat(file, values.key);
    if (verb === 'mirror') return mirrorAnew();
    if (file === undefined) throw misused();
    const { from, to, actor, operation, subject } = values;
    const { console: operations } = await import('@jiesuo/contract/console');
    const filter = operations['audit.export'].input.safeParse({ from, to, actor, operation, subject });
    if (!filter.success) throw misused();
    return exportTo(file, filter.data);
  },
};

async function verifyWhat(path: string | undefined, keyFiles: readonly string[] | undefined): Promise<number> {
  const config = readConfig(process.env);
  const trusted = keyFiles?.map(readVkey) ?? readVkeys(join(config.dataDir, 'keys'));
  if (trusted.length === 0)
    throw new StartFault(
      '没有审计日志的公钥，请用 --key 指出',
      'there is no public key of the audit log: name it by --key',
    );
  const { createFindings } = await import('../audit/verify/findings.ts');
  const findings = createFindings();
  if (path !== undefined && !isFolder(path)) return verifyFile(path, trusted, findings);
  const { verifyLog } = await import('../audit/verify/log.ts');
  const { withSnapshot } = await import('../audit/verify/open.ts');
  const mirrorDir = path ?? config.audit.mirrorDir;
  const { size, checkpoints, last, waiting } =
    path === undefined
      ? await withSnapshot(process.env, (stored) => verifyLog({ stored, mirrorDir, trusted }, findings))
      : await verifyLog({ mirrorDir, trusted }, findings);
  if (findings.count === 0) {
    const until = last?.at.toISOString() ?? '–';
    process.stdout.write(
      `日志完好：${size} 条，${checkpoints} 个检查点，最后一个签于 ${until}，另有 ${waiting} 条等待写入\n`,
    );
    process.stdout.write(
      `The log is whole: ${size} entries, ${checkpoints} checkpoints, the last signed at ${until}, ${waiting} more wait\n`,
    );
  }
  return tell(findings);
}

async function verifyFile(path: string, trusted: readonly Verifier[], findings: Findings): Promise<number> {
  const { verifyExport } = await import('../audit/export/verify.ts');
  const verified = await verifyExport(path, trusted, findings);
  if (verified) {
    const { head, checkpoint } = verified;
    process.stdout.write(
      `导出完好：${head.count} 条，属于大小为 ${checkpoint.size}、签于 ${checkpoint.at.toISOString()} 的日志 ${checkpoint.origin}\n`,
    );
    process.stdout.write(
      `The export is whole: ${head.count} entries of the log ${checkpoint.origin} of size ${checkpoint.size}, signed at ${checkpoint.at.toISOString()}\n`,
    );
  }
  return tell(findings);
}

function tell({ list, count }: Findings): number {
  for (const { zh, en } of list) process.stderr.write(`✗ ${zh} (${en})\n`);
  if (count > list.length) process.stderr.write(`… 另有 ${count - list.length} 项 (${count - list.length} more)\n`);
  if (count > 0) process.stderr.write(`${count} 项不符 (${count} findings)\n`);
  return count === 0 ? 0 : 1;
}

async function exportTo(file: string, filter: object): Promise<number> {
  const { withContext } = await import('../offline.ts');
  const { exportLines } = await import('../audit/export/lines.ts');
  const { findCheckpoint } = await import('../audit/tree/checkpoint.ts');
  const { writeLeaf } = await import('../audit/write.ts');
  return withContext(process.env, async (ctx) => {
    const checkpoint = await findCheckpoint(ctx, ctx.db);
    if (!checkpoint) throw new StartFault('审计日志还没有检查点', 'the audit log has no checkpoint yet');
    const at = ctx.clock();
    const origin = { ctx, at, actor: 'operator', operation: 'audit.export', requestId: null };
    const leaf = { subject: String(checkpoint.size), detail: { ...filter } };
    await ctx.db.transaction().execute((trx) => writeLeaf(trx, origin, leaf));
    const lines = exportLines(ctx, { filter, checkpoint, by: 'operator', at });
    await pipeline(Readable.from(lines), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    process.stdout.write(`已导出 exported: ${file}\n`);
    return 0;
  });
}

/** Begun only when a person asks for it: an emptied mirror must never fill itself. */
async function mirrorAnew(): Promise<number> {
  const { withContext } = await import('../offline.ts');
  const { extendMirror } = await import('../audit/mirror/extend.ts');
  const { readHead } = await import('../audit/mirror/head.ts');
  const { writeLeaf } = await import('../audit/write.ts');
  return withContext(process.env, async (ctx) => {
    const { mirrorDir } = ctx.config.audit;
    const head = await readHead(mirrorDir);
    if (head.note !== undefined) throw new StartFault(`${mirrorDir} 里已有镜像`, `${mirrorDir} holds a mirror already`);
    const origin = { ctx, at: ctx.clock(), actor: 'operator', operation: 'audit.mirror', requestId: null };
    await ctx.db.transaction().execute((trx) => writeLeaf(trx, origin, { subject: mirrorDir }));
    await extendMirror(ctx, true);
    process.stdout.write(`镜像已建立 mirrored: ${mirrorDir}\n`);
    return 0;
  });
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    throw new StartFault(`无法读取 ${path}`, `${path} cannot be read`);
  }
}

const misused = () => new StartFault(`用法：npm run server -- ${usage}`, `Usage: npm run server -- ${usage}`);

const options = {
  key: { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
  actor: { type: 'string' },
  operation: { type: 'string' },
  subject: { type: 'string' },
} as const;

function read(args: readonly string[]) {
  let parsed: ReturnType<typeof parseArgs<{ allowPositionals: true; options: typeof options }>>;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    throw misused();
  }
  const [verb, file, ...rest] = parsed.positionals;
  if ((verb !== 'verify' && verb !== 'export' && verb !== 'mirror') || rest.length > 0) throw misused();
  return { verb, file, values: parsed.values } as const;
}
