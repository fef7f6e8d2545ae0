import { statfs } from 'node:fs/promises';
import type { Registry } from 'prom-client';
import { watchAudit } from '../audit/watch.ts';
import type { Context } from '../context.ts';
import type { OpenDatabase } from '../db/open.ts';
import { watchJobs } from '../jobs/watch.ts';
import { watchFiles } from '../materials/watch.ts';
import { watchRetention } from '../retention/watch.ts';
import { watchMessages } from '../sms/watch.ts';
import { readGauge } from './gauge.ts';
import type { Health } from './health.ts';

/** All that is read when a collector asks. What stands in the database is the same on every node: take the largest, never the sum. */
export function watchAll(registry: Registry, ctx: Context, opened: Pick<OpenDatabase, 'pool'>, health: Health): void {
  watchJobs(registry, ctx);
  watchMessages(registry, ctx);
  watchAudit(registry, ctx);
  watchRetention(registry, ctx);
  watchFiles(registry, ctx);
  watchStuck(registry, ctx);
  watchNode(registry, ctx, opened, health);
}

/** Business that stands still until a person or a gateway moves it. */
function watchStuck(registry: Registry, { db, caId }: Context): void {
  watchStates(
    registry,
    'jiesuo_refunds_open',
    'Refunds that are not done: waiting (for a second person), approved, processing, abnormal.',
    ['waiting', 'approved', 'processing', 'abnormal'],
    (states) =>
      db
        .selectFrom('refunds')
        .select((e) => ['state', e.fn.countAll().as('count')])
        .where('ca_id', '=', caId)
        .where('state', 'in', states)
        .groupBy('state')
        .execute(),
  );
  watchStates(
    registry,
    'jiesuo_ceremonies_live',
    'Reset ceremonies that have not ended; unknown ones wait until their UKey is asked.',
    ['opened', 'authorised', 'unblocked', 'changed', 'unknown'],
    (states) =>
      db
        .selectFrom('ceremonies')
        .select((e) => ['status as state', e.fn.countAll().as('count')])
        .where('ca_id', '=', caId)
        .where('status', 'in', states)
        .groupBy('status')
        .execute(),
  );
  readGauge(
    registry,
    { name: 'jiesuo_money_issues_open', help: 'Differences of money that wait for finance.' },
    async () => {
      const row = await db
        .selectFrom('money_issues')
        .select((e) => e.fn.countAll().as('count'))
        .where('ca_id', '=', caId)
        .where('resolved_at', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
  );
}

/** So many in each state; a state without any is told as none. */
function watchStates<S extends string>(
  registry: Registry,
  name: string,
  help: string,
  states: readonly S[],
  count: (states: readonly S[]) => Promise<readonly { readonly state: string; readonly count: unknown }[]>,
): void {
  readGauge(registry, { name, help, labelNames: ['state'] }, async () => {
    const rows = await count(states);
    return states.map((state) => ({
      labels: { state },
      value: Number(rows.find((row) => row.state === state)?.count ?? 0),
    }));
  });
}

/** This node's own means. */
function watchNode(registry: Registry, ctx: Context, { pool }: Pick<OpenDatabase, 'pool'>, health: Health): void {
  readGauge(
    registry,
    { name: 'jiesuo_ready', help: '1 while this node wants requests: not stopping, and its database answers.' },
    async () => ((await health.isReady()) ? 1 : 0),
  );
  readGauge(
    registry,
    {
      name: 'jiesuo_database_connections',
      help: 'Connections of this node: used, idle, and the most there may be.',
      labelNames: ['state'],
    },
    () => {
      const { used, idle, most } = pool();
      return Object.entries({ used, idle, most }).map(([state, value]) => ({ labels: { state }, value }));
    },
  );
  readGauge(
    registry,
    { name: 'jiesuo_database_waiting', help: 'Who waits for a connection on this node.' },
    () => pool().waiting,
  );
  readGauge(registry, { name: 'jiesuo_data_free_bytes', help: 'Free space where DATA_DIR lies.' }, async () => {
    const { bavail, bsize } = await statfs(ctx.config.dataDir);
    return bavail * bsize;
  });
  readGauge(registry, { name: 'jiesuo_data_size_bytes', help: 'All space where DATA_DIR lies.' }, async () => {
    const { blocks, bsize } = await statfs(ctx.config.dataDir);
    return blocks * bsize;
  });
}
