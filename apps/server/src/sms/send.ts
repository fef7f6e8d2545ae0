import { z } from 'zod';
import { codeTtlSeconds } from '../accounts/codes.ts';
import type { Context } from '../context.ts';
import type { Handler } from '../jobs/run.ts';
import { type Outcome, post } from './gateway.ts';
import type { SmsTemplate } from './queue.ts';
import { isCode, render } from './templates.ts';

const jobData = z.strictObject({ id: z.uuid() });

/**
 * The job `sms.send`. Once a message is sent, or given up, its variables are erased: a code must not stay in the database.
 * A kill between the gateway's answer and our mark posts it again under the same id, which the gateway knows.
 */
export const sendSms =
  (ctx: Context): Handler =>
  async (data, job) => {
    const { id } = jobData.parse(data);
    const row = await begin(ctx, id);
    if (!row?.variables_sealed) return;
    const now = ctx.clock();
    if (isCode(row.template) && now.getTime() - row.created_at.getTime() >= codeTtlSeconds * 1000)
      return settle(ctx, id, { is: 'refused', failure: 'code_over' });
    const variables = JSON.parse(
      ctx.personal.open(`sms_messages.variables_sealed:${id}`, row.variables_sealed),
    ) as Record<string, string>;
    const { productName } = await ctx.settings();
    const message = {
      id,
      to: ctx.personal.open(`sms_messages.mobile_sealed:${id}`, row.mobile_sealed),
      template: row.template,
      text: render(row.template as SmsTemplate, variables, productName.zh),
    };
    try {
      await settle(ctx, id, await post(ctx.config.sms, message, now));
    } catch (error) {
      if (job.isLast) await settle(ctx, id, { is: 'refused', failure: 'given_up' });
      throw error;
    }
  };

const begin = (ctx: Context, id: string) =>
  ctx.db
    .updateTable('sms_messages')
    .set((e) => ({ attempts: e('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('ca_id', '=', ctx.caId)
    .where('state', '=', 'queued')
    .returning(['template', 'mobile_sealed', 'variables_sealed', 'created_at'])
    .executeTakeFirst();

async function settle(ctx: Context, id: string, outcome: Outcome): Promise<void> {
  const changes =
    outcome.is === 'accepted'
      ? ({ state: 'sent', sent_at: ctx.clock(), provider_id: outcome.providerId, failure: null } as const)
      : ({ state: 'failed', failure: outcome.failure } as const);
  await ctx.db
    .updateTable('sms_messages')
    .set({ ...changes, variables_sealed: null })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute();
}
