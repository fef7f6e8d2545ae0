import { Gauge, type Registry } from 'prom-client';
import type { Context } from '../context.ts';
import { dueAtTime } from './counts.ts';

const dayMs = 24 * 3_600_000;

/** What operators are woken by: records that ought to be gone for a day, and bytes whose rows are. Read when asked for. */
export function watchRetention(registry: Registry, ctx: Context): void {
  const overdue = new Gauge({
    name: 'jiesuo_retention_overdue',
    help: 'Records that have been due for more than a day and are still there.',
    labelNames: ['rule'],
    registers: [registry],
    async collect() {
      const counts = await dueAtTime(ctx, new Date(ctx.clock().getTime() - dayMs));
      for (const [rule, count] of counts) overdue.set({ rule }, count);
    },
  });
  const leaving = new Gauge({
    name: 'jiesuo_files_leaving',
    help: 'Stored files whose rows are gone and whose bytes are not.',
    registers: [registry],
    async collect() {
      const row = await ctx.db
        .selectFrom('file_removals')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('ca_id', '=', ctx.caId)
        .executeTakeFirstOrThrow();
      leaving.set(Number(row.count));
    },
  });
}
