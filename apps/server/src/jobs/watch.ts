import type { Registry } from 'prom-client';
import type { Context } from '../context.ts';
import { readGauge, together } from '../metrics/gauge.ts';

interface Queue {
  readonly job: string;
  readonly due: number;
  readonly later: number;
  readonly dead: number;
  readonly oldestSeconds: number;
}

/** What waits to be done, by the name of the work, whatever node will do it. Read when asked for. */
export function watchJobs(registry: Registry, ctx: Pick<Context, 'db' | 'clock'>): void {
  const queues = together(() => queuesNow(ctx));
  const tell = (name: string, help: string, of: (queue: Queue) => number) =>
    readGauge(registry, { name, help, labelNames: ['name'] }, async () =>
      (await queues()).map((queue) => ({ labels: { name: queue.job }, value: of(queue) })),
    );
  tell('jiesuo_jobs_due', 'Jobs whose time has come and that nobody has begun.', (queue) => queue.due);
  tell(
    'jiesuo_jobs_later',
    'Jobs that wait for their time, the next run of repeated ones among them.',
    (queue) => queue.later,
  );
  tell('jiesuo_jobs_dead', 'Jobs that failed for the last time; a person must look.', (queue) => queue.dead);
  tell('jiesuo_jobs_oldest_due_seconds', 'For how long the oldest due job has waited.', (queue) => queue.oldestSeconds);
}

async function queuesNow({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<Queue[]> {
  const now = clock();
  const rows = await db
    .selectFrom('jobs')
    .select((e) => {
      const isFree = e.and([
        e('dead_at', 'is', null),
        e.or([e('locked_until', 'is', null), e('locked_until', '<=', now)]),
      ]);
      const isDue = e.and([isFree, e('run_at', '<=', now)]);
      return [
        'name as job',
        e.fn.countAll().filterWhere(isDue).as('due'),
        e.fn
          .countAll()
          .filterWhere(e.and([isFree, e('run_at', '>', now)]))
          .as('later'),
        e.fn.countAll().filterWhere('dead_at', 'is not', null).as('dead'),
        e.fn.min('run_at').filterWhere(isDue).as('oldest'),
      ];
    })
    .groupBy('name')
    .execute();
  return rows.map(({ job, due, later, dead, oldest }) => ({
    job,
    due: Number(due),
    later: Number(later),
    dead: Number(dead),
    oldestSeconds: oldest ? Math.max(0, (now.getTime() - (oldest as Date).getTime()) / 1000) : 0,
  }));
}
