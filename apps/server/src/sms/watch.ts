import { Gauge, type Registry } from 'prom-client';
import type { Context } from '../context.ts';
import { budgetAlarmShare, sentToday } from './budget.ts';
import { providersNow } from './status.ts';

/** What operators are woken by: a provider that refuses us or rests, messages whose fate is unknown, and the day's budget. Read when asked for. */
export function watchMessages(registry: Registry, ctx: Context): void {
  const refused = new Gauge({
    name: 'jiesuo_message_provider_alarm',
    help: '1 while a provider of messages refuses us and a person must look.',
    labelNames: ['provider'],
    registers: [registry],
    collect: () => each((one) => refused.set({ provider: one.name }, one.isAlarm ? 1 : 0)),
  });
  const resting = new Gauge({
    name: 'jiesuo_message_provider_resting',
    help: '1 while a provider of messages is passed over.',
    labelNames: ['provider'],
    registers: [registry],
    collect: () => each((one) => resting.set({ provider: one.name }, one.isOpen ? 0 : 1)),
  });
  const queued = new Gauge({
    name: 'jiesuo_messages_queued',
    help: 'SMS and e-mails that wait to be sent.',
    registers: [registry],
    async collect() {
      queued.set(await countOf('queued'));
    },
  });
  const used = new Gauge({
    name: 'jiesuo_sms_budget_used_ratio',
    help: `SMS of today over the daily budget; operators should be told from ${budgetAlarmShare}.`,
    registers: [registry],
    async collect() {
      const { smsDailyBudget } = await ctx.settings();
      used.set((await sentToday(ctx.db, ctx, ctx.clock())) / smsDailyBudget);
    },
  });
  async function each(tell: (one: Awaited<ReturnType<typeof providersNow>>[number]) => void): Promise<void> {
    for (const one of await providersNow(ctx, ctx.clock())) tell(one);
  }
  async function countOf(state: 'queued'): Promise<number> {
    const row = await ctx.db
      .selectFrom('sms_messages')
      .select((e) => e.fn.countAll().as('count'))
      .where('ca_id', '=', ctx.caId)
      .where('state', '=', state)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }
}
