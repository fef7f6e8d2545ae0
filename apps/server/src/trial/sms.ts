import { v7 as uuid } from 'uuid';
import type { Context } from '../context.ts';
import type { Sms, SmsTemplate } from '../sms/queue.ts';

export interface SentSms {
  readonly template: SmsTemplate;
  readonly variables: Readonly<Record<string, string>>;
}

/** What was queued for a number, oldest first. A message that was sent has forgotten its variables. */
export async function readSms(ctx: Context, mobile: string): Promise<SentSms[]> {
  const rows = await ctx.db
    .selectFrom('sms_messages')
    .select(['id', 'template', 'variables_sealed'])
    .where('ca_id', '=', ctx.caId)
    .where('mobile_index', '=', ctx.personal.index('mobile', mobile))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    template: row.template as SmsTemplate,
    variables: row.variables_sealed
      ? JSON.parse(ctx.personal.open(`sms_messages.variables_sealed:${row.id}`, row.variables_sealed))
      : {},
  }));
}

/** Queues a message's row without a job to send it. */
export const queueForReading = ({ caId, personal, clock }: Pick<Context, 'caId' | 'personal' | 'clock'>): Sms => ({
  async queue(trx, sms) {
    const id = uuid();
    await trx
      .insertInto('sms_messages')
      .values({
        id,
        ca_id: caId,
        mobile_sealed: personal.seal(`sms_messages.mobile_sealed:${id}`, sms.to),
        mobile_masked: `${sms.to.slice(0, 3)}****${sms.to.slice(-4)}`,
        mobile_index: personal.index('mobile', sms.to),
        template: sms.template,
        variables_sealed: personal.seal(`sms_messages.variables_sealed:${id}`, JSON.stringify(sms.variables)),
        order_id: sms.orderId ?? null,
        once_key: sms.onceKey ?? null,
        failure: null,
        provider_id: null,
        created_at: clock(),
        sent_at: null,
      })
      .onConflict((on) => on.column('once_key').doNothing())
      .execute();
  },
});
