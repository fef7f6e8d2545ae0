import { Gauge, type Registry } from 'prom-client';
import type { Context } from '../context.ts';
import { readHead } from './mirror/head.ts';
import { judgeLog } from './tree/judge.ts';

/** What operators are woken by: a log that is not what was signed, and leaves that no checkpoint covers. Read when asked for. */
export function watchAudit(registry: Registry, ctx: Context): void {
  const broken = new Gauge({
    name: 'jiesuo_audit_alarm',
    help: '1 while the audit log is not what was signed or mirrored: nothing more is signed until a person has looked.',
    registers: [registry],
    async collect() {
      const head = await readHead(ctx.config.audit.mirrorDir);
      broken.set((await judgeLog(ctx, ctx.db, head)).fault ? 1 : 0);
    },
  });
  const waiting = new Gauge({
    name: 'jiesuo_audit_waiting_seconds',
    help: 'Age of the oldest audit leaf that is not in the tree yet; operators should be told from 60.',
    registers: [registry],
    async collect() {
      const oldest = await oldestWaiting(ctx);
      waiting.set(oldest ? Math.max(0, (ctx.clock().getTime() - oldest.getTime()) / 1000) : 0);
    },
  });
}

const oldestWaiting = async ({ db, caId }: Pick<Context, 'db' | 'caId'>): Promise<Date | undefined> => {
  const row = await db
    .selectFrom('audit_pending')
    .innerJoin('audit_leaves', 'audit_leaves.id', 'audit_pending.leaf_id')
    .select('audit_leaves.at')
    .where('audit_pending.ca_id', '=', caId)
    .orderBy('audit_pending.leaf_id')
    .limit(1)
    .executeTakeFirst();
  return row?.at;
};
