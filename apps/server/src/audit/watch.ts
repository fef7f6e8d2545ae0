import type { Registry } from 'prom-client';
import type { Context } from '../context.ts';
import { readGauge, together } from '../metrics/gauge.ts';
import { readHead } from './mirror/head.ts';
import { judgeLog } from './tree/judge.ts';

/** What operators are woken by: a log that is not what was signed, and leaves that no checkpoint covers. Read when asked for. */
export function watchAudit(registry: Registry, ctx: Context): void {
  const waiting = together(() => waitingNow(ctx));
  readGauge(
    registry,
    {
      name: 'jiesuo_audit_alarm',
      help: '1 while the audit log is not what was signed or mirrored: nothing more is signed until a person has looked.',
    },
    async () => ((await judgeLog(ctx, ctx.db, await readHead(ctx.config.audit.mirrorDir))).fault ? 1 : 0),
  );
  readGauge(
    registry,
    {
      name: 'jiesuo_audit_waiting_seconds',
      help: 'Age of the oldest audit leaf that is not in the tree yet; operators should be told from 60.',
    },
    async () => (await waiting()).oldestSeconds,
  );
  readGauge(
    registry,
    { name: 'jiesuo_audit_waiting', help: 'Audit leaves that are not in the tree yet.' },
    async () => (await waiting()).count,
  );
  readGauge(
    registry,
    {
      name: 'jiesuo_audit_checkpoint_age_seconds',
      help: 'Age of the newest signed checkpoint; without new leaves none is signed, so that it grows in quiet hours.',
    },
    async () => secondsSince(ctx, await newestCheckpoint(ctx)),
  );
}

const secondsSince = ({ clock }: Pick<Context, 'clock'>, at: Date | undefined | null): number =>
  at ? Math.max(0, (clock().getTime() - at.getTime()) / 1000) : 0;

async function waitingNow(ctx: Context): Promise<{ count: number; oldestSeconds: number }> {
  const row = await ctx.db
    .selectFrom('audit_pending')
    .innerJoin('audit_leaves', 'audit_leaves.id', 'audit_pending.leaf_id')
    .select((e) => [e.fn.countAll().as('count'), e.fn.min('audit_leaves.at').as('oldest')])
    .where('audit_pending.ca_id', '=', ctx.caId)
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), oldestSeconds: secondsSince(ctx, row.oldest as Date | null) };
}

async function newestCheckpoint({ db, caId }: Pick<Context, 'db' | 'caId'>): Promise<Date | undefined> {
  const row = await db
    .selectFrom('audit_checkpoints')
    .select('at')
    .where('ca_id', '=', caId)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at;
}
