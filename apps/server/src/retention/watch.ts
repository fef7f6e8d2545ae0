import type { Registry } from 'prom-client';
import type { Context } from '../context.ts';
import { readGauge } from '../metrics/gauge.ts';
import { dueAtTime } from './counts.ts';

const dayMs = 24 * 3_600_000;

/** What operators are woken by: records that ought to be gone for a day, and bytes whose rows are. Read when asked for. */
export function watchRetention(registry: Registry, ctx: Context): void {
  const dueAt = async (time: Date) =>
    [...(await dueAtTime(ctx, time))].map(([rule, value]) => ({ labels: { rule }, value }));
  readGauge(
    registry,
    { name: 'jiesuo_retention_due', help: 'Records that are due now; the next run takes them.', labelNames: ['rule'] },
    () => dueAt(ctx.clock()),
  );
  readGauge(
    registry,
    {
      name: 'jiesuo_retention_overdue',
      help: 'Records that have been due for more than a day and are still there.',
      labelNames: ['rule'],
    },
    () => dueAt(new Date(ctx.clock().getTime() - dayMs)),
  );
  readGauge(
    registry,
    { name: 'jiesuo_files_leaving', help: 'Stored files whose rows are gone and whose bytes are not.' },
    async () => {
      const row = await ctx.db
        .selectFrom('file_removals')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('ca_id', '=', ctx.caId)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
  );
}
