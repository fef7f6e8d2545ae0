import type { Registry } from 'prom-client';
import type { Context } from '../context.ts';
import { readGauge, together } from '../metrics/gauge.ts';
import { budgetAlarmShare, sentToday } from './budget.ts';
import { providersNow } from './status.ts';

/** What operators are woken by: a provider that refuses us or rests, messages that wait, and the day's budget. Read when asked for. */
export function watchMessages(registry: Registry, ctx: Context): void {
  const providers = together(() => providersNow(ctx, ctx.clock()));
  const waiting = together(() => waitingNow(ctx));
  readGauge(
    registry,
    {
      name: 'jiesuo_message_provider_alarm',
      help: '1 while a provider of messages refuses us and a person must look.',
      labelNames: ['provider'],
    },
    async () => (await providers()).map((one) => ({ labels: { provider: one.name }, value: one.isAlarm ? 1 : 0 })),
  );
  readGauge(
    registry,
    {
      name: 'jiesuo_message_provider_resting',
      help: '1 while a provider of messages is passed over.',
      labelNames: ['provider'],
    },
    async () => (await providers()).map((one) => ({ labels: { provider: one.name }, value: one.isOpen ? 0 : 1 })),
  );
  readGauge(
    registry,
    { name: 'jiesuo_messages_queued', help: 'SMS and e-mails that wait to be sent.' },
    async () => (await waiting()).count,
  );
  readGauge(
    registry,
    { name: 'jiesuo_messages_oldest_seconds', help: 'Age of the oldest message that waits to be sent.' },
    async () => (await waiting()).oldestSeconds,
  );
  readGauge(
    registry,
    {
      name: 'jiesuo_sms_budget_used_ratio',
      help: `SMS of today over the daily budget; operators should be told from ${budgetAlarmShare}.`,
    },
    async () => {
      const { smsDailyBudget } = await ctx.settings();
      return (await sentToday(ctx.db, ctx, ctx.clock())) / smsDailyBudget;
    },
  );
}

async function waitingNow({ db, caId, clock }: Context): Promise<{ count: number; oldestSeconds: number }> {
  const row = await db
    .selectFrom('sms_messages')
    .select((e) => [e.fn.countAll().as('count'), e.fn.min('created_at').as('oldest')])
    .where('ca_id', '=', caId)
    .where('state', '=', 'queued')
    .executeTakeFirstOrThrow();
  const oldest = row.oldest as Date | null;
  return {
    count: Number(row.count),
    oldestSeconds: oldest ? Math.max(0, (clock().getTime() - oldest.getTime()) / 1000) : 0,
  };
}
