import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { sentToday } from './budget.ts';

/** For the head of the log: which providers rest and why, and today's use of the budget. */
export const status = handle('sms.status', async (_input, { ctx, now }) => ({
  providers: await providersNow(ctx, now),
  today: await sentToday(ctx.db, ctx, now),
  budget: (await ctx.settings()).smsDailyBudget,
}));

/** Each provider in use, in order of preference. */
export async function providersNow({ db, caId, config }: Pick<Context, 'db' | 'caId' | 'config'>, now: Date) {
  const rows = await db.selectFrom('sms_circuits').selectAll().where('ca_id', '=', caId).execute();
  const names = [...config.sms.providers, ...(config.mail ? (['mail'] as const) : [])];
  return names.map((name) => {
    const row = rows.find((one) => one.provider === name);
    // Since a rest that is over nothing was tried: the alarm stands until something was taken.
    const isOpen = !row?.open_until || (row.open_until <= now && !row.is_alarm);
    return {
      name,
      isOpen,
      since: isOpen ? null : (row?.since?.toISOString() ?? null),
      until: isOpen ? null : (row?.open_until?.toISOString() ?? null),
      isAlarm: row?.is_alarm ?? false,
      code: isOpen ? null : (row?.code ?? null),
    };
  });
}
