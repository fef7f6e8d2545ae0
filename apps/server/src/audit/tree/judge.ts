import { sql } from 'kysely';
import type { Context, Db, Trx } from '../../context.ts';
import { rootAt } from '../merkle/prove.ts';
import type { Head } from '../mirror/head.ts';
import { type Checkpoint, openCheckpoint } from '../note/checkpoint.ts';
import { nodesIn } from './nodes.ts';

/** Why nothing may be signed: a person must look, nothing heals by itself. */
export const logFaults = {
  checkpoint_forged: {
    zh: '数据库中最后一个检查点的签名不正确，或与其所在的行不符',
    en: 'the last checkpoint in the database has a wrong signature or differs from its row',
  },
  tree_torn: {
    zh: '数据库中的日志树与最后一个检查点不符：有条目或节点被删除、增加或改动',
    en: 'the tree in the database is not that of its last checkpoint: entries or nodes were removed, added or changed',
  },
  mirror_missing: {
    zh: '镜像目录里没有检查点，而数据库里有；如果镜像换了位置，请执行 audit mirror',
    en: 'the mirror holds no checkpoint while the database does; if the mirror was moved, run audit mirror',
  },
  mirror_forged: {
    zh: '镜像中最后一个检查点的签名不正确',
    en: 'the last checkpoint of the mirror has a wrong signature',
  },
  database_behind: {
    zh: '镜像中的检查点比数据库新：数据库里的日志被截断或恢复到了旧备份',
    en: 'the mirror has a newer checkpoint than the database: the log was truncated or an old backup was restored',
  },
  forked: {
    zh: '数据库中的日志与镜像中的检查点不是同一份：历史被改写',
    en: 'the log in the database does not extend the mirrored checkpoint: history was rewritten',
  },
} as const;
export type LogFault = keyof typeof logFaults;

export interface LogState {
  /** Leaves in the tree. */
  readonly size: number;
  readonly last: Checkpoint | undefined;
  readonly fault: LogFault | undefined;
}

/** Whether the stored tree is that of its last checkpoint and extends the mirrored one. O(log n) reads; `head` is read before, outside the transaction. */
export async function judgeLog(ctx: Pick<Context, 'caId' | 'auditKey'>, db: Db | Trx, head: Head): Promise<LogState> {
  const { size } = await db
    .selectFrom('audit_tree')
    .select(sql<number>`coalesce(max(index) + 1, 0)`.as('size'))
    .where('ca_id', '=', ctx.caId)
    .executeTakeFirstOrThrow();
  const row = await db
    .selectFrom('audit_checkpoints')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  const last = row && openCheckpoint(row.note, ctx.auditKey.trusted);
  return { size, last, fault: await fault() };

  async function fault(): Promise<LogFault | undefined> {
    if (row && (last?.size !== row.size || !last.root.equals(row.root))) return 'checkpoint_forged';
    const mirrored = head.note === undefined ? undefined : openCheckpoint(head.note, ctx.auditKey.trusted);
    if (head.note !== undefined && !mirrored) return 'mirror_forged';
    if (mirrored && mirrored.size > (last?.size ?? 0)) return 'database_behind';
    if (last && !mirrored && (await countOf(db, ctx.caId)) > 1) return 'mirror_missing';
    // Leaves from before there were checkpoints may be in the tree already when the first is signed.
    if (!last) return undefined;
    const read = nodesIn(db, ctx.caId);
    const rootOf = (at: number) => rootAt(read, at).catch(() => undefined);
    if (size !== last.size || !(await rootOf(size))?.equals(last.root)) return 'tree_torn';
    if (mirrored && !(await rootOf(mirrored.size))?.equals(mirrored.root)) return 'forked';
    return undefined;
  }
}

/** One or two: a kill between the first signature and its mirror leaves one. */
async function countOf(db: Db | Trx, caId: string): Promise<number> {
  const rows = await db.selectFrom('audit_checkpoints').select('size').where('ca_id', '=', caId).limit(2).execute();
  return rows.length;
}
